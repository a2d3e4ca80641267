"""Groups against the rest: who is called different, and how many comparisons that takes into account."""

from reports.queries.against_rest import Verdict, decided, explored
from responses.maths.score import Counts


def verdicts(groups):
    return {group.name: group.verdict for group in groups}


def test_each_is_compared_with_everybody_else():
    groups = {"Centro": Counts(10, 30, 160), "Norte": Counts(60, 60, 80), "Sur": Counts(30, 50, 120)}
    found = explored(groups)
    assert verdicts(found) == {"Norte": Verdict.LOWER, "Sur": Verdict.OPEN, "Centro": Verdict.HIGHER}
    assert [group.name for group in found] == ["Norte", "Sur", "Centro"]
    centro = found[-1]
    assert (centro.points, centro.card.shown.score) == (48, 75)  # 75 against 110 of 400: 27.5
    assert centro.low < centro.points < centro.high


def test_small_groups_are_counted_and_neither_judged_nor_ranked():
    found = explored({"Kiosk": Counts(9, 0, 0), "Centro": Counts(10, 10, 40), "Norte": Counts(40, 10, 10)})
    assert found[-1].name == "Kiosk"
    assert (found[-1].verdict, found[-1].points, found[-1].card.n) == (Verdict.SMALL, None, 9)


def test_deciding_asks_for_more_than_exploring():
    """Twenty groups, one of which stands out a little: worth a look, not enough to decide."""
    groups = {str(number): Counts(20, 30, 50) for number in range(19)} | {"low": Counts(34, 27, 39)}
    assert verdicts(explored(groups))["low"] is Verdict.LOWER
    assert verdicts(decided(groups))["low"] is Verdict.OPEN


def test_two_groups_are_one_comparison():
    groups = {"es": Counts(200, 300, 500), "en": Counts(65, 75, 110)}
    found = {group.name: group for group in decided(groups)}
    assert found["es"].points == -found["en"].points
    assert found["es"].verdict is Verdict.HIGHER


def test_one_group_alone_has_nobody_to_be_compared_with():
    assert verdicts(explored({"Centro": Counts(1, 2, 30)})) == {"Centro": Verdict.SMALL}
    assert explored({}) == []
