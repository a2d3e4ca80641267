"""How many answers are needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths import samples


def test_the_table_of_smallest_changes() -> None:
    found = [samples.smallest_detectable_change(74, n) for n in (30, 50, 100, 200, 400, 1000, 2000)]
    assert [round(value or 0, 1) for value in found] == [53.5, 41.5, 29.3, 20.7, 14.7, 9.3, 6.6]


def test_answers_needed() -> None:
    assert samples.answers_for_margin(5) == 842
    assert samples.answers_for_margin(5, samples.WORST_SD) == 1537
    assert samples.answers_for_margin(10) == 211
    assert samples.answers_for_change(10) == 860
    assert samples.answers_for_change(-5) == 3438


@pytest.mark.parametrize(("drop", "about"), [(20, 220), (30, 98), (40, 55)])
def test_answers_until_the_scan_sees_a_drop(drop: float, about: int) -> None:
    assert samples.answers_until_alert(drop) == about


@given(st.floats(0.5, 100), st.integers(1, 10**7))
def test_never_more_answers_than_customers(margin: float, population: int) -> None:
    needed = samples.answers_for_margin(margin, population=population)
    assert 1 <= needed <= population
    assert needed <= samples.answers_for_margin(margin)


@given(st.integers(2, 5000), st.floats(5, 100))
def test_needed_answers_find_the_change_they_are_needed_for(n: int, sd: float) -> None:
    change = samples.smallest_detectable_change(sd, n)
    assert change is not None
    assert samples.answers_for_change(change, sd) == n


def test_no_answers_detect_nothing() -> None:
    assert samples.smallest_detectable_change(74, 0) is None
    assert samples.smallest_detectable_change(74, 10, 74, 0) is None
    assert samples.answers_for_margin(5, population=0) == 0


def test_what_cannot_be_asked_is_refused() -> None:
    for call in (lambda: samples.answers_for_margin(0), lambda: samples.answers_for_change(0)):
        with pytest.raises(ValueError):
            call()
    with pytest.raises(ValueError, match="drop"):
        samples.answers_until_alert(0)
    with pytest.raises(ValueError, match="not larger"):
        samples.finite_population_factor(11, 10)


def test_asking_everybody_leaves_no_error() -> None:
    assert samples.finite_population_factor(10, 10) == 0
    assert samples.finite_population_factor(0, 10) == 1
