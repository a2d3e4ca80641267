"""Rank correlations against their definitions."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths import rank_correlation

pairs = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 30)), min_size=2, max_size=40)


@given(pairs)
def test_tau_counts_every_pair(drawn: list[tuple[int, int]]) -> None:
    x, y = zip(*drawn, strict=True)
    found = rank_correlation.of(x, y)
    if found is None:
        assert len(set(x)) == 1 or len(set(y)) == 1
        return
    surplus = tied_x = tied_y = 0
    for (x1, y1), (x2, y2) in combinations(drawn, 2):
        turn = (x1 - x2) * (y1 - y2)
        surplus += (turn > 0) - (turn < 0)
        tied_x += x1 == x2
        tied_y += y1 == y2
    total = len(drawn) * (len(drawn) - 1) / 2
    assert found.kendall_tau_b == pytest.approx(surplus / ((total - tied_x) * (total - tied_y)) ** 0.5)
    assert -1 <= found.spearman <= 1
    if found.interval:
        assert found.interval.low <= found.spearman <= found.interval.high


def test_the_same_order_is_one() -> None:
    found = rank_correlation.of([1, 2, 3, 4, 5], [10, 20, 30, 40, 5000])
    assert found is not None
    assert found.spearman == found.kendall_tau_b == pytest.approx(1)


def test_ties_share_their_ranks() -> None:
    assert rank_correlation.average_ranks([5, 3, 5, 1]) == [3.5, 2, 3.5, 1]


def test_nothing_to_correlate() -> None:
    assert rank_correlation.of([], []) is rank_correlation.of([1, 1], [2, 3]) is None
    assert rank_correlation.bonett_wright(0.5, 3) is None
    with pytest.raises(ValueError, match="do not fit"):
        rank_correlation.of([1], [1, 2])


def test_the_p_value_belongs_to_the_interval() -> None:
    found = rank_correlation.of([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 4, 3, 6, 5, 8, 7])
    assert found is not None
    assert found.interval is not None
    p = rank_correlation.p_value(found)
    assert p is not None
    assert (p < 0.05) == (found.interval.low > 0)
    perfect = rank_correlation.of([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
    assert perfect is not None
    assert rank_correlation.p_value(perfect) == 0
    few = rank_correlation.of([1, 2, 3], [2, 1, 3])
    assert few is not None
    assert rank_correlation.p_value(few) is None
