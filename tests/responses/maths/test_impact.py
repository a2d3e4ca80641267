"""What a theme does to the score."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responses.maths import impact
from responses.maths.score import Counts, nps
from tests.responses.maths.strategies import answers, groups

EVERYBODY = Counts(30, 30, 40)
tagged = st.tuples(st.integers(0, 10), st.lists(st.sampled_from(["precio", "entrega", "trato"]), max_size=4))


@settings(deadline=None, max_examples=40)
@given(groups, answers)
def test_impact_is_the_score_less_the_score_without(themes: dict[str, Counts], others: Counts) -> None:
    everybody = sum(themes.values(), others)
    for item in impact.leave_out(everybody, themes).values():
        total = nps(everybody)
        assert total is not None
        assert item.nps_without is not None
        assert item.impact == pytest.approx(total - item.nps_without)
        assert item.impact_interval is not None
        assert item.impact_interval.low - 1e-9 <= item.impact <= item.impact_interval.high + 1e-9


def test_the_surest_theme_comes_first() -> None:
    themes = {"ruido": Counts(0, 0, 1), "claro": Counts(25, 5, 0), "nada": Counts(0, 0, 0)}
    found = impact.leave_out(EVERYBODY, themes)
    assert list(found) == ["claro", "ruido"]
    assert found["ruido"].cautious == 0
    assert found["claro"].cautious > 0


def test_a_theme_that_everybody_names_has_nothing_to_compare_with() -> None:
    found = impact.leave_out(EVERYBODY, {"todo": EVERYBODY})["todo"]
    assert found.impact is found.impact_interval is found.p is found.q_bh is found.nps_without is None
    assert found.cautious == 0
    assert found.contribution == found.nps == 10


def test_a_theme_with_more_answers_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        impact.leave_out(EVERYBODY, {"de más": Counts(31, 0, 0)})


@given(st.lists(tagged, min_size=1, max_size=40))
def test_contributions_add_up_to_the_score(drawn: list[tuple[int, list[str]]]) -> None:
    parts = impact.split_contributions(drawn, no_theme="-")
    points = nps(Counts.from_scores(score for score, _ in drawn))
    assert sum(parts.values()) == pytest.approx(points, abs=1e-9)


def test_a_theme_named_twice_counts_once_and_nobody_gives_nothing() -> None:
    assert impact.split_contributions([(10, ["a", "a", "b"])], no_theme="-") == {"a": 50, "b": 50}
    assert impact.split_contributions([], no_theme="-") == {}
