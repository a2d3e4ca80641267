"""The NPS if the mix of customers were right: post-stratification on one variable of known sizes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from responses.maths import kish, mover
from responses.maths.interval import Interval, score_interval
from responses.maths.score import Counts, nps, variance

SMALLEST_CELL = 10
LARGEST_WEIGHT = 5.0
NO_HEADLINE_BELOW = 0.3
WARN_BELOW = 0.5


class CannotWeight(ValueError):
    """No weights exist: a group of customers has no answers, or the sizes contradict each other."""


@dataclass(frozen=True, slots=True)
class PostStratified:
    """The weighted NPS beside the raw one, with everything needed to explain the step from one to the other.

    Shares are 0 to 1, weights by segment both to the population and with mean 1, errors and limits in points.
    `interval` is MOVER over the score intervals of the segments and the one to show. An error is None where
    it does not exist, as the stratified ones with a segment of one answer.
    """

    raw_nps: float
    nps: float
    segment_nps: dict[str, float]
    segment_intervals: dict[str, Interval]
    population_share: dict[str, float]
    sample_share: dict[str, float]
    weights: dict[str, float]
    weights_mean_1: dict[str, float]
    kish: kish.Weighted
    se_linearised: float | None
    se_stratified: float | None
    se_stratified_finite: float | None
    interval: Interval


def post_stratify(
    population: Mapping[str, float], answers: Mapping[str, Counts], confidence: float = 0.95
) -> PostStratified:
    """Weight every segment to its size in the population: w_h = N_h / n_h, NPS_w = sum W_h NPS_h.

    Raises CannotWeight where a segment with customers has no answers, an answer comes from an unknown
    segment, or the population is empty.
    """
    check_cover(population, answers)
    cells = {name: answers[name] for name, size in population.items() if size > 0}
    total, n = sum(population.values()), sum(counts.n for counts in cells.values())
    share = {name: population[name] / total for name in cells}
    weights = {name: population[name] / counts.n for name, counts in cells.items()}
    means = {name: counts.total / counts.n for name, counts in cells.items()}
    around = {name: _interval(counts, confidence) for name, counts in cells.items()}
    points = {name: 100 * mean for name, mean in means.items()}
    raw = sum(counts.total for counts in cells.values()) / n
    return PostStratified(
        raw_nps=100 * raw,
        nps=sum(share[name] * points[name] for name in cells),
        segment_nps=points,
        segment_intervals=around,
        population_share=share,
        sample_share={name: counts.n / n for name, counts in cells.items()},
        weights=weights,
        weights_mean_1={name: weight * n / total for name, weight in weights.items()},
        kish=kish.of_cells([(weights[name], counts) for name, counts in cells.items()], confidence),
        se_linearised=kish.linear_error([(weights[name], cells[name], means[name]) for name in cells]),
        se_stratified=_stratified_error(share, cells, {}),
        se_stratified_finite=_stratified_error(share, cells, population),
        interval=mover.weighted_sum([(share[name], points[name], around[name]) for name in cells]),
    )


def check_cover(population: Mapping[str, float], answers: Mapping[str, Counts]) -> None:
    """Raise CannotWeight unless every group with customers has answers and every answer has a group."""
    _check_sizes(population)
    silent = [name for name, size in population.items() if size > 0 and not _answers(answers, name)]
    if silent:
        raise CannotWeight(f"no respondents in {', '.join(silent)}")
    unknown = [name for name, counts in answers.items() if counts.n and not population.get(name)]
    if unknown:
        raise CannotWeight(f"no population for {', '.join(unknown)}")


def _check_sizes(population: Mapping[str, float]) -> None:
    sizes = list(population.values())
    if any(not math.isfinite(size) or size < 0 for size in sizes) or not sum(sizes):
        raise CannotWeight("the sizes of the population are finite, not negative and not all 0")


def _answers(answers: Mapping[str, Counts], name: str) -> float:
    return answers[name].n if name in answers else 0


def _interval(counts: Counts, confidence: float) -> Interval:
    interval = score_interval(counts, confidence)
    if interval is None:
        raise CannotWeight("a segment has no answers")
    return interval


def _stratified_error(
    share: Mapping[str, float], cells: Mapping[str, Counts], population: Mapping[str, float]
) -> float | None:
    """Return sqrt(sum W_h^2 s_h^2 / n_h (1 - n_h/N_h)) in points, the last factor only with a population."""
    squared = 0.0
    for name, counts in cells.items():
        spread = variance(counts)
        if spread is None or counts.n <= 1:
            return None
        left = max(0.0, 1 - counts.n / population[name]) if population else 1.0
        squared += share[name] ** 2 * spread / (counts.n - 1) * left
    return 100 * math.sqrt(squared)


def uncovered(
    population: Mapping[str, float], answers: Mapping[str, Counts]
) -> tuple[float, Interval | None]:
    """Return the share of customers whose segment has no answers, and between what the total NPS must lie.

    The covered segments are weighted to their size; the silent ones may be all detractors or all promoters:
    (1 - U) NPS -/+ 100 U. The limits are None where nobody answered.
    """
    _check_sizes(population)
    total = sum(population.values())
    covered = {name: size for name, size in population.items() if size > 0 and _answers(answers, name)}
    silent = 1 - sum(covered.values()) / total
    if not covered:
        return 1.0, None
    inside = sum(size / total * (nps(answers[name]) or 0.0) for name, size in covered.items())
    return silent, Interval(inside - 100 * silent, inside + 100 * silent)


def small_cells(answers: Mapping[str, Counts], minimum: float = SMALLEST_CELL) -> list[str]:
    """Return the segments with too few answers to be weighted on their own; they are to be merged."""
    return [name for name, counts in answers.items() if counts.n < minimum]


def headline_allowed(n_eff: float, n: float) -> bool:
    """Say whether a weighted score may be the headline: the weights leave at least 30 % of the answers."""
    return n > 0 and n_eff / n >= NO_HEADLINE_BELOW


def weights_are_costly(n_eff: float, n: float) -> bool:
    """Say whether to warn that the weights cost more than half of the answers."""
    return n > 0 and n_eff / n < WARN_BELOW


def worth_showing(raw: float, weighted: float, interval: Interval) -> bool:
    """Say whether weighting says something new: it moves the score by half the interval or more."""
    return abs(weighted - raw) >= interval.width / 2
