"""Counts, the score, and the whole numbers on screen."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from responses.maths import score
from responses.maths.score import Counts, Shown

counts_of_answers = st.builds(Counts, *[st.integers(0, 500)] * 3)


def test_counts_from_a_histogram() -> None:
    assert Counts.from_histogram([1, 0, 0, 0, 0, 0, 2, 3, 4, 5, 6]) == Counts(3, 7, 11)


def test_counts_from_scores() -> None:
    assert Counts.from_scores([0, 6, 7, 8, 9, 10, 10]) == Counts(2, 2, 3)


@pytest.mark.parametrize("eleven", [[1] * 10, [1] * 12, [-1, 2] + [0] * 9])
def test_a_wrong_histogram_is_refused(eleven: list[int]) -> None:
    with pytest.raises(ValueError, match="histogram"):
        Counts.from_histogram(eleven)


@pytest.mark.parametrize("bad", [-1, math.nan, math.inf])
def test_impossible_counts_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="counts are finite"):
        Counts(1, bad, 1)


def test_a_part_that_is_not_inside_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Counts(1, 1, 1).without(Counts(2, 0, 0))


def test_no_answers_have_no_score() -> None:
    empty = Counts(0, 0, 0)
    assert score.nps(empty) is score.variance(empty) is score.sd_points(empty) is score.shown(empty) is None
    assert score.mean_score([0] * 11) is None


@pytest.mark.parametrize(
    ("value", "whole"),
    [(12.5, 13), (-12.5, -13), (0.4, 0), (-0.4, 0), (0.5, 1), (-0.5, -1), (0.49999999999999994, 0)],
)
def test_halves_are_rounded_away_from_zero(value: float, whole: int) -> None:
    assert score.round_half_away(value) == whole
    assert str(score.round_half_away(value)) == str(whole)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(27, 32, 61), Shown(22, 27, 51, 29)),
        (Counts(1, 1, 1), Shown(33, 34, 33, 0)),
        (Counts(202, 96, 202), Shown(40, 20, 40, 0)),
        (Counts(1, 0, 199), Shown(1, 0, 99, 98)),
        (Counts(0, 0, 4), Shown(0, 0, 100, 100)),
        (Counts(2, 1, 0), Shown(67, 33, 0, -67)),
    ],
)
def test_shown_numbers_agree_with_each_other(counts: Counts, expected: Shown) -> None:
    assert score.shown(counts) == expected


@given(counts_of_answers)
@example(Counts(198, 1, 1))
@example(Counts(1, 1, 198))
def test_shown_shares_make_100_and_are_symmetric(counts: Counts) -> None:
    shown = score.shown(counts)
    if shown is None:
        assert counts.n == 0
        return
    assert shown.det + shown.pas + shown.pro == 100
    assert shown.score == shown.pro - shown.det
    for whole, count in zip(
        (shown.det, shown.pas, shown.pro), (counts.det, counts.pas, counts.pro), strict=True
    ):
        assert abs(whole - 100 * count / counts.n) <= 1
    points = score.nps(counts)
    assert points is not None
    assert abs(shown.score - points) <= 1
    swapped = score.shown(Counts(counts.pro, counts.pas, counts.det))
    assert swapped == Shown(shown.pro, shown.pas, shown.det, -shown.score)


@given(counts_of_answers)
def test_the_score_stays_on_its_scale_and_mirrors(counts: Counts) -> None:
    points = score.nps(counts)
    if points is not None:
        assert -100 <= points <= 100
        assert score.nps(Counts(counts.pro, counts.pas, counts.det)) == -points
