"""Small segments are drawn towards the rest."""

import pytest
from hypothesis import given

from responses.maths import shrinkage
from responses.maths.score import Counts, nps
from tests.responses.maths.strategies import groups


@given(groups)
def test_every_segment_moves_towards_the_mean_and_not_past_it(segments: dict[str, Counts]) -> None:
    found = shrinkage.empirical_bayes(segments)
    assert found is not None
    assert found.tau2_paule_mandel >= 0
    for name, raw in found.raw.items():
        low, high = sorted((raw, found.mean))
        assert low - 1e-9 <= found.shrunk[name] <= high + 1e-9


@given(groups)
def test_the_simple_way_lies_between_segment_and_pool(segments: dict[str, Counts]) -> None:
    pool = nps(sum(segments.values(), Counts(0, 0, 0)))
    assert pool is not None
    for name, value in shrinkage.toward_pool(segments).items():
        low, high = sorted((nps(segments[name]) or 0.0, pool))
        assert low - 1e-9 <= value <= high + 1e-9


def test_equal_segments_are_one() -> None:
    found = shrinkage.empirical_bayes({"a": Counts(10, 10, 20), "b": Counts(10, 10, 20)})
    assert found is not None
    assert found.tau2_paule_mandel == found.tau2_dersimonian_laird == 0
    assert found.shrunk == pytest.approx({"a": 25, "b": 25})


def test_a_segment_without_answers_gets_the_mean() -> None:
    found = shrinkage.empirical_bayes({"a": Counts(10, 10, 20), "nadie": Counts(0, 0, 0)})
    assert found is not None
    assert found.shrunk["nadie"] == found.mean == pytest.approx(25)
    assert "nadie" not in found.raw
    assert shrinkage.toward_pool({"a": Counts(10, 10, 20), "nadie": Counts(0, 0, 0)})["nadie"] == 25


def test_no_answers_at_all() -> None:
    assert shrinkage.empirical_bayes({"nadie": Counts(0, 0, 0)}) is None
    assert shrinkage.toward_pool({}) == {}
    with pytest.raises(ValueError, match="kappa"):
        shrinkage.toward_pool({}, kappa=0)


def test_one_segment_differs_from_nobody() -> None:
    for alone in (Counts(1, 5926685, 4803160), Counts(9690841, 1, 1), Counts(0, 0, 3)):
        found = shrinkage.empirical_bayes({"a": alone, "b": Counts(0, 0, 0)})
        assert found is not None
        assert found.tau2_paule_mandel == found.tau2_dersimonian_laird == 0
        assert found.shrunk["a"] == found.shrunk["b"] == pytest.approx(found.raw["a"])
