"""The Mantel-Haenszel risk difference."""

import pytest

from responses.maths.interval import Interval
from responses.maths.strata import AdjustedDifference, Stratum, exceeds, mantel_haenszel


def test_one_stratum_is_the_crude_difference() -> None:
    found = mantel_haenszel([Stratum(50, 20, 40, 10)])
    assert found is not None
    assert found.adjusted == found.crude == pytest.approx(20 / 50 - 10 / 40)
    # By hand: W = 22.2222, P = -2.098765, Q = 5, so Var = (0.15 P + Q) / W^2 = 0.0094875.
    assert found.interval.width / 2 / 1.959964 == pytest.approx(0.0094875**0.5, rel=1e-6)


def test_who_bought_before_explains_the_crude_difference() -> None:
    # Within each stratum both sides buy alike; promoters are mostly old customers, who buy more.
    found = mantel_haenszel([Stratum(80, 40, 20, 10), Stratum(20, 2, 80, 8)])
    assert found is not None
    assert found.crude == pytest.approx(0.42 - 0.18)
    assert found.adjusted == pytest.approx(0)
    assert found.p == pytest.approx(1)


def test_swapping_the_sides_mirrors() -> None:
    there = mantel_haenszel([Stratum(30, 12, 25, 5), Stratum(18, 9, 33, 20)], 0.9)
    back = mantel_haenszel([Stratum(25, 5, 30, 12), Stratum(33, 20, 18, 9)], 0.9)
    assert there is not None
    assert back is not None
    assert there.adjusted == pytest.approx(-back.adjusted)
    assert there.interval.low == pytest.approx(-back.interval.high)
    assert there.p == pytest.approx(back.p)


def test_strata_of_one_side_say_nothing() -> None:
    assert mantel_haenszel([]) is mantel_haenszel([Stratum(5, 1, 0, 0)]) is None
    with pytest.raises(ValueError, match="no more"):
        Stratum(1, 2, 1, 1)


def test_more_than_before_is_judged_by_both_errors() -> None:
    """The example of docs/STATISTICS.md, and a change of two and a half errors."""
    before = difference(0.059, 0.0112)
    assert exceeds(difference(0.056, 0.0194), before) == pytest.approx(0.893, abs=0.002)
    assert exceeds(difference(0.059 + 2.5 * 0.0224, 0.0194), before) == pytest.approx(0.0124, abs=0.0003)
    assert exceeds(difference(0.1, 0.0), difference(0.1, 0.0)) == 1
    assert exceeds(difference(0.1, 0.0), difference(0.2, 0.0)) == 0


def difference(adjusted: float, error: float) -> AdjustedDifference:
    return AdjustedDifference(adjusted, adjusted, Interval(adjusted, adjusted), 0.0, error)
