"""What the counts of customers allow to be said."""

from dataclasses import replace
from datetime import date

import pytest

from reports.rules.cohorts import HABIT_SIZE, Earlier, Group, Past, Start, collect, habits_of, latest
from reports.rules.said import Verdict, read

MONTH = date(2026, 3, 1)


ONCE = Past(1, 1)


def starts(group, number, buyers, *, day=20, seen=200, past=ONCE, spent=None, score=None):
    return [
        Start(group, day if place < buyers else None, seen, MONTH, past, score, spent or {})
        for place in range(number)
    ]


def habit(*, bought):
    """The three windows of somebody who had bought once before each, and bought in all of them or in none."""
    one = ONCE.with_habit(bought=bought)
    return (sum(one * HABIT_SIZE**window for window in range(3)),) * 3


def with_habit(found, buyers):
    return [replace(start, habits=habit(bought=place < buyers)) for place, start in enumerate(found)]


def reading(*parts, horizon=90):
    return read(collect([start for part in parts for start in part], horizon))


def test_customers_are_classed_by_their_past():
    assert Past.of(3, None) == Past(3, 0)
    assert Past.of(99, 89) == Past(30, 1)
    assert Past.of(0, 90, failed=True) == Past(0, 2, failed=True)
    assert Past.of(0, 400) == Past(0, 3)


def test_few_customers_are_not_compared():
    found = reading(starts(Group.PROMOTER, 9, 5), starts(Group.DETRACTOR, 50, 5))
    assert {claim.verdict for claim in [*found.crude, *found.equals]} == {Verdict.UNKNOWN}
    assert found.rows[0].by(90) is None
    assert found.gap is None


def test_a_share_is_hidden_where_fewer_than_ten_are_in_sight_and_the_others_stay():
    found = reading(starts(Group.PROMOTER, 50, 5, seen=60), starts(Group.PROMOTER, 9, 0, seen=100))
    promoters = found.rows[0]
    assert promoters.by(30) is not None
    assert promoters.by(90) is None
    assert promoters.open == 45


def test_who_was_not_asked_is_the_control_where_nobody_stayed_silent():
    parts = [starts(Group.PROMOTER, 50, 25), starts(Group.NEVER, 50, 5)]
    found = reading(*parts)
    assert found.control is Group.NEVER
    assert found.crude[1].verdict is Verdict.MORE
    assert reading(*parts, starts(Group.SILENT, 50, 5)).control is Group.SILENT


def test_a_claim_is_proven_after_all_of_them_are_corrected_together():
    """Alone a difference of 14 points would be proven at p = 0.04; beside the others it is not."""
    found = reading(starts(Group.PROMOTER, 100, 50), starts(Group.DETRACTOR, 100, 36))
    assert found.crude[0].interval.low > 0
    assert found.crude[0].verdict is Verdict.UNPROVEN
    assert (
        reading(starts(Group.PROMOTER, 100, 60), starts(Group.DETRACTOR, 100, 30)).crude[0].verdict
        is Verdict.MORE
    )


def test_what_was_so_before_they_answered_is_a_habit_and_claims_nothing():
    promoters, detractors = starts(Group.PROMOTER, 400, 200), starts(Group.DETRACTOR, 400, 120)
    assert reading(promoters, detractors).equals[0].verdict is Verdict.MORE
    before = reading(with_habit(promoters, 190), with_habit(detractors, 120)).equals[0]
    assert before.verdict is Verdict.HABIT
    assert before.before.adjusted == pytest.approx(190 / 400 - 120 / 400)
    alike = reading(with_habit(promoters, 120), with_habit(detractors, 120)).equals[0]
    assert (alike.verdict, alike.before) == (Verdict.MORE, None)
    much_more = reading(with_habit(starts(Group.PROMOTER, 400, 300), 170), with_habit(detractors, 120))
    assert much_more.equals[0].verdict is Verdict.MORE


def test_a_habit_the_other_way_round_leaves_the_claim():
    promoters, detractors = starts(Group.PROMOTER, 400, 200), starts(Group.DETRACTOR, 400, 120)
    found = reading(with_habit(promoters, 100), with_habit(detractors, 140)).equals[0]
    assert found.verdict is Verdict.MORE


def test_habits_are_known_of_those_who_had_bought_before():
    """30 purchases, three kinds of tenure and a failed order: every class fits below HABIT_SIZE."""
    most, nobody = Past(30, 3, failed=True), Past(0, 0)
    assert most.with_habit(bought=True) < HABIT_SIZE
    assert Past.of_habit(most.with_habit(bought=True)) == (most, True)
    number = most.with_habit(bought=False) + HABIT_SIZE * nobody.with_habit(bought=True)
    number += HABIT_SIZE**2 * ONCE.with_habit(bought=True)
    assert habits_of(number) == [(Earlier(0, most), False), (Earlier(2, ONCE), True)]


def test_money_is_told_per_currency_and_never_added_up():
    dollars, pesos = {"USD": (5.0, 10.0, 10.0)}, {"COP": (0.0, 9000.0, 9000.0)}
    found = reading(
        starts(Group.PROMOTER, 40, 40, spent=dollars, score=10),
        starts(Group.DETRACTOR, 20, 20, spent=pesos, score=2),
        starts(Group.SILENT, 5, 0),
    )
    assert [money.currency for money in found.money] == ["USD", "COP"]
    usd = found.money[0].groups
    assert (usd[Group.PROMOTER].mean, usd[Group.DETRACTOR].mean, usd[Group.SILENT].buyers) == (10, 0, 0)
    assert found.rank.spearman == pytest.approx(1)
    assert found.rank_verdict is Verdict.MORE


def test_orders_that_failed_are_named_where_they_are_many():
    failed = Past(1, 1, failed=True)
    found = reading(
        starts(Group.DETRACTOR, 40, 20, past=failed),
        starts(Group.DETRACTOR, 40, 10),
        starts(Group.PROMOTER, 40, 10),
    )
    assert (found.reorders.did, found.reorders.n) == (20, 30)
    assert reading(starts(Group.DETRACTOR, 40, 9, past=failed)).reorders is None


def test_nobody_at_all():
    found = reading()
    assert (found.n, found.money, found.rank, found.log_rank) == (0, [], None, None)


def test_of_each_group_the_latest_are_read_for_their_money(monkeypatch):
    monkeypatch.setattr("reports.rules.cohorts.MOST_SPENT", 2)
    cohorts = collect(starts(Group.PROMOTER, 1, 0, seen=100) + starts(Group.PROMOTER, 3, 0, seen=300), 90)
    assert [one.began for one in cohorts.spent] == [-100, -300]
    assert latest([]) == []
