"""Properties that the intervals keep whatever the counts and the confidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths.interval import adjusted_wald, score_interval, wilson
from responses.maths.score import Counts, nps

confidences = st.floats(0.5, 0.9999)
some_answers = st.builds(Counts, *[st.integers(0, 2000)] * 3).filter(lambda counts: counts.n > 0)
some_fractions = st.builds(Counts, *[st.floats(0, 500)] * 3).filter(lambda counts: counts.n > 1e-3)


def test_no_answers_have_no_interval() -> None:
    assert score_interval(Counts(0, 0, 0)) is None
    assert adjusted_wald(Counts(0, 0, 0)) is None
    assert wilson(0, 0) is None


@pytest.mark.parametrize("confidence", [0, 1, -0.1, 95])
def test_an_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        score_interval(Counts(1, 2, 3), confidence)


def test_a_proportion_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="not a proportion"):
        wilson(3, 2)


@given(some_answers | some_fractions, confidences)
def test_limits_surround_the_score_inside_the_scale(counts: Counts, confidence: float) -> None:
    interval, points = score_interval(counts, confidence), nps(counts)
    assert interval is not None
    assert points is not None
    assert -100 <= interval.low <= points + 1e-9
    assert points - 1e-9 <= interval.high <= 100
    assert interval.width > 0


@given(some_answers | some_fractions, confidences)
def test_swapping_sides_mirrors_the_interval(counts: Counts, confidence: float) -> None:
    interval = score_interval(counts, confidence)
    mirror = score_interval(Counts(counts.pro, counts.pas, counts.det), confidence)
    assert interval is not None
    assert mirror is not None
    assert mirror.low == pytest.approx(-interval.high, abs=1e-9)
    assert mirror.high == pytest.approx(-interval.low, abs=1e-9)


@given(some_answers, st.floats(0.5, 0.99), st.floats(1.001, 1.009))
def test_more_confidence_is_wider(counts: Counts, confidence: float, factor: float) -> None:
    narrow, wide = score_interval(counts, confidence), score_interval(counts, confidence * factor)
    assert narrow is not None
    assert wide is not None
    assert wide.low <= narrow.low + 1e-9
    assert wide.high >= narrow.high - 1e-9


@given(some_answers, st.integers(2, 20))
def test_more_of_the_same_answers_are_narrower(counts: Counts, times: int) -> None:
    few, many = score_interval(counts), score_interval(counts.times(times))
    assert few is not None
    assert many is not None
    assert many.width < few.width + 1e-9


@given(some_answers.filter(lambda counts: counts.det > 0))
def test_winning_a_detractor_over_never_lowers_a_limit(counts: Counts) -> None:
    before = score_interval(counts)
    after = score_interval(Counts(counts.det - 1, counts.pas, counts.pro + 1))
    assert before is not None
    assert after is not None
    assert after.low >= before.low - 1e-9
    assert after.high >= before.high - 1e-9


def test_adjusted_wald_is_clipped_unless_asked_not_to_be() -> None:
    clipped, raw = adjusted_wald(Counts(0, 0, 10)), adjusted_wald(Counts(0, 0, 10), clip=False)
    assert clipped is not None
    assert raw is not None
    assert (clipped.high, clipped.low) == (100, raw.low)
    assert raw.high == pytest.approx(106.342602, abs=1e-6)


@given(st.integers(0, 300), st.integers(1, 300), confidences)
def test_wilson_stays_between_0_and_1(successes: int, more: int, confidence: float) -> None:
    interval = wilson(successes, successes + more, confidence)
    assert interval is not None
    assert 0 <= interval.low <= successes / (successes + more) <= interval.high <= 1
