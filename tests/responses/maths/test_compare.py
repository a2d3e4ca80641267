"""Differences of two scores: symmetric, and the p-value says what the interval says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responses.maths import compare
from responses.maths.score import Counts
from tests.responses.maths.strategies import answers, confidences, fractions


def test_a_group_without_answers_cannot_be_compared() -> None:
    empty, some = Counts(0, 0, 0), Counts(1, 2, 3)
    assert compare.difference(empty, some) is compare.difference(some, empty) is None
    assert compare.adjusted_difference(empty, some) is compare.wald_difference(some, empty) is None
    with pytest.raises(ValueError, match="both groups need answers"):
        compare.p_value(empty, some)


@pytest.mark.parametrize("correlation", [-1.01, 1.5])
def test_an_impossible_correlation_is_refused(correlation: float) -> None:
    with pytest.raises(ValueError, match="between -1 and 1"):
        compare.difference(Counts(1, 2, 3), Counts(3, 2, 1), correlation=correlation)


@settings(max_examples=60, deadline=None)
@given(answers | fractions, answers | fractions, confidences)
def test_the_interval_surrounds_the_change_and_mirrors(
    before: Counts, after: Counts, confidence: float
) -> None:
    there, back = (
        compare.difference(before, after, confidence),
        compare.difference(after, before, confidence),
    )
    assert there is not None
    assert back is not None
    assert -200 <= there.interval.low <= there.change + 1e-9
    assert there.change - 1e-9 <= there.interval.high <= 200
    assert back.interval.low == pytest.approx(-there.interval.high, abs=1e-8)
    assert back.p == pytest.approx(there.p, abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(answers, answers, st.floats(0.55, 0.9999), st.floats(0, 0.95))
def test_p_is_below_the_level_when_the_interval_leaves_out_zero(
    before: Counts, after: Counts, confidence: float, correlation: float
) -> None:
    found = compare.difference(before, after, confidence, correlation)
    assert found is not None
    assert 0 <= found.p <= 1
    if abs(found.p - (1 - confidence)) > 1e-6:
        assert (found.p < 1 - confidence) == (not found.interval.holds(0))


@settings(max_examples=40, deadline=None)
@given(answers, answers, st.floats(0.05, 0.9))
def test_asking_the_same_people_is_sharper(before: Counts, after: Counts, correlation: float) -> None:
    alone, together = (compare.difference(before, after, correlation=r) for r in (0.0, correlation))
    assert alone is not None
    assert together is not None
    assert together.interval.width <= alone.interval.width + 1e-9


def test_far_apart_is_certain_and_equal_is_not() -> None:
    assert compare.p_value(Counts(100_000, 0, 0), Counts(0, 0, 100_000)) == 0
    assert compare.p_value(Counts(1, 1, 2), Counts(100, 100, 200)) == 1
