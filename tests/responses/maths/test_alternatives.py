"""The intervals that are not shown, and why."""

import pytest
from hypothesis import given, settings

from responses.maths import alternatives
from responses.maths.interval import score_interval
from responses.maths.score import Counts
from tests.responses.maths.strategies import answers, confidences

METHODS = [
    alternatives.wald,
    alternatives.t_mean,
    alternatives.goodman,
    alternatives.mover_wilson,
    alternatives.bootstrap_percentile,
    alternatives.bayes,
]


def test_no_answers_have_no_interval() -> None:
    assert [method(Counts(0, 0, 0)) for method in METHODS] == [None] * 6


@pytest.mark.parametrize("method", METHODS)
def test_an_impossible_confidence_is_refused(method) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError):
        method(Counts(1, 2, 3), 1.0)


def test_all_promoters_make_wald_certain_of_ten_answers() -> None:
    counts = Counts(0, 0, 10)
    wald, score = alternatives.wald(counts), score_interval(counts)
    assert wald is not None
    assert score is not None
    assert wald.width == 0
    assert score.low < 50


@settings(deadline=None, max_examples=10)
@given(answers, confidences)
def test_bayes_and_mover_mirror(counts: Counts, confidence: float) -> None:
    mirrored = Counts(counts.pro, counts.pas, counts.det)
    for method in (alternatives.bayes, alternatives.mover_wilson, alternatives.bootstrap_percentile):
        found, mirror = method(counts, confidence), method(mirrored, confidence)
        assert found is not None
        assert mirror is not None
        assert found.low == pytest.approx(-mirror.high, abs=1e-4)
        assert -100 <= found.low <= found.high <= 100


@settings(deadline=None, max_examples=10)
@given(answers)
def test_bayes_comes_near_the_score_interval_with_many_answers(counts: Counts) -> None:
    many = counts.times(2000 / counts.n)
    bayes, score = alternatives.bayes(many), score_interval(many)
    assert bayes is not None
    assert score is not None
    assert bayes.low == pytest.approx(score.low, abs=0.3)
    assert bayes.high == pytest.approx(score.high, abs=0.3)


def test_parts_of_an_answer_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="whole"):
        alternatives.bootstrap_percentile(Counts(0.5, 1, 1))
    with pytest.raises(ValueError, match="prior"):
        alternatives.bayes(Counts(1, 1, 1), prior=0)
