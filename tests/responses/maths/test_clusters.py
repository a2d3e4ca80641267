"""Several answers of one customer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths import clusters
from responses.maths.score import Counts

scores = st.lists(st.lists(st.integers(0, 10), max_size=5), max_size=30)


@given(scores)
def test_never_more_than_the_answers(customers: list[list[int]]) -> None:
    found = clusters.effective_counts(customers)
    assert found.n <= sum(map(len, customers)) + 1e-9
    assert (clusters.interval(customers) is None) == (not any(customers))


def test_copies_of_an_answer_are_worth_one() -> None:
    single = [[10], [0], [8], [9], [3], [10]] * 10
    thrice = [row * 3 for row in single]
    once, copied = clusters.effective_counts(single), clusters.effective_counts(thrice)
    assert copied.n == pytest.approx(once.n, rel=0.02)
    assert clusters.design_effect(thrice) == pytest.approx(3, rel=0.05)


def test_one_customer_is_one_answer() -> None:
    assert clusters.effective_counts([[10, 10, 0, 8]]).n == 1
    assert clusters.effective_counts([[10, 9], [10]]).n == 2
    assert clusters.effective_counts([]) == Counts(0, 0, 0)
    assert clusters.design_effect([]) is None
