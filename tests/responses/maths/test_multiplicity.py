"""Adjusted p-values keep their order and only ever grow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths.multiplicity import benjamini_hochberg, holm

p_values = st.lists(st.floats(0, 1), max_size=30)


@given(p_values)
def test_adjusting_raises_and_keeps_the_order(values: list[float]) -> None:
    for adjusted in (holm(values), benjamini_hochberg(values)):
        assert len(adjusted) == len(values)
        assert all(before <= after <= 1 for before, after in zip(values, adjusted, strict=True))
        order = sorted(range(len(values)), key=values.__getitem__)
        assert [adjusted[place] for place in order] == sorted(adjusted)


@given(p_values)
def test_benjamini_hochberg_is_never_stricter_than_holm(values: list[float]) -> None:
    pairs = zip(benjamini_hochberg(values), holm(values), strict=True)
    assert all(q <= p + 1e-12 for q, p in pairs)


def test_one_comparison_needs_no_adjustment() -> None:
    assert holm([0.03]) == benjamini_hochberg([0.03]) == [0.03]
    assert holm([]) == benjamini_hochberg([]) == []


@pytest.mark.parametrize("bad", [-0.1, 1.1])
def test_what_is_no_p_value_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([0.5, bad])
