"""The difference of two rates, against Newcombe's published example and its own properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths.rates import difference

groups = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_newcombes_example() -> None:
    found = difference(48, 80, 56, 70)  # Newcombe 1998, table II (a), method 10
    assert found is not None
    assert found.change == pytest.approx(0.2)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_thirty_against_twenty_of_a_hundred() -> None:
    found = difference(40, 200, 60, 200)
    assert found is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.015, 0.183), abs=5e-4)
    assert found.p == pytest.approx(0.021, abs=1e-3)


def test_an_empty_group_has_no_difference() -> None:
    assert difference(0, 0, 1, 2) is None
    assert difference(1, 2, 0, 0) is None


def test_more_than_everybody_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        difference(3, 2, 1, 2)


@given(groups, groups)
def test_limits_surround_the_change_and_agree_with_p(first: tuple[int, int], second: tuple[int, int]) -> None:
    found = difference(*first, *second)
    assert found is not None
    assert -1 - 1e-9 <= found.interval.low <= found.change + 1e-9
    assert found.change - 1e-9 <= found.interval.high <= 1 + 1e-9
    if abs(found.p - 0.05) > 1e-6:
        assert (found.p < 0.05) == (not found.interval.holds(0))


@given(groups, groups)
def test_the_other_way_round_is_the_mirror(first: tuple[int, int], second: tuple[int, int]) -> None:
    there, back = difference(*first, *second), difference(*second, *first)
    assert there is not None
    assert back is not None
    assert back.change == pytest.approx(-there.change)
    assert back.interval.low == pytest.approx(-there.interval.high)
    assert back.p == pytest.approx(there.p, abs=1e-6)
