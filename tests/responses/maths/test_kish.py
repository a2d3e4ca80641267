"""What weights cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths import kish
from responses.maths.score import Counts, nps
from tests.responses.maths.strategies import answers


@given(answers, st.floats(0.001, 1000))
def test_equal_weights_of_any_size_cost_nothing(counts: Counts, weight: float) -> None:
    found = kish.of_cells([(weight, counts)])
    assert found.nps == pytest.approx(nps(counts))
    assert found.n_eff == pytest.approx(counts.n)
    assert found.deff == pytest.approx(1)


@given(st.lists(st.tuples(st.floats(0.01, 100), answers), min_size=1, max_size=6))
def test_effective_answers_are_never_more_than_answers(cells: list[tuple[float, Counts]]) -> None:
    found = kish.of_cells(cells)
    assert 0 < found.n_eff <= found.n * (1 + 1e-9)
    assert found.counts.n == pytest.approx(found.n_eff)
    assert found.interval is not None


def test_nothing_to_weigh() -> None:
    for found in (kish.of_cells([]), kish.of_cells([(0.0, Counts(1, 1, 1))]), kish.of_scores([], [])):
        assert found.nps is found.interval is found.deff is None
        assert found.n_eff == 0


def test_one_answer_has_no_error() -> None:
    assert kish.of_scores([2.0], [10]).se_hajek is None


def test_bad_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        kish.of_scores([-1.0], [10])
    with pytest.raises(ValueError, match="do not fit"):
        kish.of_scores([1.0], [10, 9])
