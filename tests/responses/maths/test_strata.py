"""The Mantel-Haenszel risk difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths import rates
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


def test_limits_stay_on_the_scale() -> None:
    # Sato's error is 0.2190, so the limit would be -1.029.
    found = mantel_haenszel([Stratum(5, 2, 5, 5)])
    assert found is not None
    assert found.adjusted == pytest.approx(-0.6)
    assert found.interval.low == -1
    assert found.interval.high == pytest.approx(-0.6 + 1.959964 * 0.2190890)


@pytest.mark.parametrize(("exposed", "others"), [(0, 0), (12, 12), (12, 0), (0, 12)])
def test_all_or_nobody_is_not_certain(exposed: int, others: int) -> None:
    # One stratum, so the limits are Newcombe's of 12 against 12; Sato's variance is 0.
    found = mantel_haenszel([Stratum(12, exposed, 12, others)])
    plain = rates.difference(others, 12, exposed, 12)
    assert found is not None
    assert plain is not None
    assert found.interval.low == pytest.approx(plain.interval.low)
    assert found.interval.high == pytest.approx(plain.interval.high)
    assert found.p == pytest.approx(plain.p)
    assert found.interval.width > 0.3


def test_one_customer_on_each_side_proves_nothing() -> None:
    found = mantel_haenszel([Stratum(1, 1, 1, 0)])
    assert found is not None
    assert (found.adjusted, found.interval.high) == (1, 1)
    assert found.p > 0.1


sides = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


@given(
    st.lists(st.builds(lambda a, b: Stratum(a[1], a[0], b[1], b[0]), sides, sides), min_size=1, max_size=6)
)
def test_limits_hold_the_difference_and_agree_with_p(drawn: list[Stratum]) -> None:
    found, wider = mantel_haenszel(drawn), mantel_haenszel(drawn, 0.99)
    if found is None or wider is None:
        return
    assert -1 <= wider.interval.low <= found.interval.low <= found.adjusted
    assert found.adjusted <= found.interval.high <= wider.interval.high <= 1
    assert found.interval.width > 0
    if abs(found.p - 0.05) > 1e-6:
        assert (found.p < 0.05) == (not found.interval.holds(0))


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
