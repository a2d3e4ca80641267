"""Post-stratification: right where it applies, refused where it cannot."""

import pytest
from hypothesis import given, settings

from responses.maths import weights
from responses.maths.interval import Interval
from responses.maths.score import Counts
from responses.maths.weights import CannotWeight, post_stratify
from tests.responses.maths.strategies import groups


@settings(deadline=None)
@given(groups)
def test_a_sample_in_the_right_mix_changes_nothing(answers: dict[str, Counts]) -> None:
    found = post_stratify({name: counts.n for name, counts in answers.items()}, answers)
    assert found.nps == pytest.approx(found.raw_nps)
    assert set(found.weights.values()) == {1}
    assert found.kish.n_eff == pytest.approx(found.kish.n)


@settings(deadline=None)
@given(groups, groups)
def test_weights_fill_the_population_and_the_score_stays_among_the_segments(
    answers: dict[str, Counts], sizes: dict[str, Counts]
) -> None:
    population = {name: sizes[name].n if name in sizes else 7 for name in answers}
    found = post_stratify(population, answers)
    filled = sum(found.weights[name] * answers[name].n for name in answers)
    assert filled == pytest.approx(sum(population.values()))
    assert min(found.segment_nps.values()) - 1e-9 <= found.nps <= max(found.segment_nps.values()) + 1e-9
    assert found.interval.low - 1e-9 <= found.nps <= found.interval.high + 1e-9
    assert found.kish.n_eff <= found.kish.n + 1e-9
    assert found.kish.nps == pytest.approx(found.nps)


@pytest.mark.parametrize(
    ("population", "answers", "message"),
    [
        ({"norte": 5, "sur": 5}, {"norte": Counts(1, 1, 1)}, "no respondents in sur"),
        ({"norte": 5, "sur": 5}, {"norte": Counts(1, 1, 1), "sur": Counts(0, 0, 0)}, "no respondents in sur"),
        ({"norte": 5}, {"norte": Counts(1, 1, 1), "sur": Counts(1, 0, 0)}, "no population for sur"),
        ({"norte": -5}, {"norte": Counts(1, 1, 1)}, "not negative"),
        ({"norte": 0}, {"norte": Counts(0, 0, 0)}, "not all 0"),
        ({}, {}, "not all 0"),
    ],
)
def test_what_cannot_be_weighted_is_refused(
    population: dict[str, float], answers: dict[str, Counts], message: str
) -> None:
    with pytest.raises(CannotWeight, match=message):
        post_stratify(population, answers)


def test_a_segment_without_customers_or_answers_is_left_out() -> None:
    found = post_stratify({"norte": 5, "sur": 0}, {"norte": Counts(1, 1, 2), "sur": Counts(0, 0, 0)})
    assert set(found.weights) == {"norte"}
    assert found.nps == 25


def test_a_segment_of_one_answer_has_no_stratified_error() -> None:
    found = post_stratify({"norte": 5, "sur": 5}, {"norte": Counts(0, 0, 1), "sur": Counts(3, 3, 3)})
    assert found.se_stratified is found.se_stratified_finite is None
    assert found.interval.width > 0


def test_silent_segments_bound_the_total() -> None:
    share, interval = weights.uncovered({"norte": 75, "sur": 25}, {"norte": Counts(1, 0, 3)})
    assert share == 0.25
    assert interval == Interval(0.75 * 50 - 25, 0.75 * 50 + 25)
    assert weights.uncovered({"norte": 75}, {}) == (1.0, None)
    with pytest.raises(CannotWeight):
        weights.uncovered({}, {})


def test_rules_of_thumb() -> None:
    assert weights.small_cells({"norte": Counts(3, 3, 3), "sur": Counts(0, 0, 10)}) == ["norte"]
    assert [weights.headline_allowed(n_eff, 100) for n_eff in (29, 30)] == [False, True]
    assert [weights.weights_are_costly(n_eff, 100) for n_eff in (49, 50)] == [True, False]
    assert not weights.headline_allowed(0, 0)
    assert weights.worth_showing(38.5, 3.3, Interval(-13, 20))
    assert not weights.worth_showing(8.5, 3.3, Interval(-13, 20))
