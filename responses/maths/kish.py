"""What weights cost: how many equal answers the weighted ones are worth (Kish 1965)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from responses.maths import scale
from responses.maths.interval import Interval, score_interval
from responses.maths.score import Counts, nps


@dataclass(frozen=True, slots=True)
class Weighted:
    """Weighted answers: the NPS, what they are worth, and the score interval on that many answers.

    `counts` are the weighted shares times n_eff, so that they can be used wherever counts can.
    """

    nps: float | None
    n: float
    n_eff: float
    deff: float | None
    counts: Counts
    se_hajek: float | None
    interval: Interval | None


def of_cells(cells: Iterable[tuple[float, Counts]], confidence: float = 0.95) -> Weighted:
    """Return the weighted NPS of cells, each (weight of every answer in it, counts).

    n_eff = (sum w)^2 / sum w^2, deff = n / n_eff, and the Taylor error of a Hajek mean
    SE^2 = n/(n-1) sum w^2 (y - mean)^2 / (sum w)^2, in points. Raises ValueError for a weight that is
    negative or not finite.
    """
    cells = list(cells)
    if any(not math.isfinite(weight) or weight < 0 for weight, _ in cells):
        raise ValueError("weights are finite and not negative")
    n = sum(counts.n for _, counts in cells)
    weighted = sum((counts.times(weight) for weight, counts in cells), Counts(0, 0, 0))
    squares = sum(weight * weight * counts.n for weight, counts in cells)
    if not weighted.n or not squares:
        return Weighted(None, n, 0.0, None, Counts(0, 0, 0), None, None)
    n_eff = weighted.n**2 / squares
    effective = weighted.times(n_eff / weighted.n)
    mean = weighted.total / weighted.n
    error = linear_error([(weight, counts, mean) for weight, counts in cells])
    return Weighted(
        nps(weighted), n, n_eff, n / n_eff, effective, error, score_interval(effective, confidence)
    )


def of_scores(weights: Sequence[float], scores: Sequence[int], confidence: float = 0.95) -> Weighted:
    """Return the weighted NPS of single answers. Raises ValueError where the two lists do not match."""
    if len(weights) != len(scores):
        raise ValueError(f"{len(weights)} weights do not fit {len(scores)} scores")
    place = {-1: Counts(1, 0, 0), 0: Counts(0, 1, 0), 1: Counts(0, 0, 1)}
    pairs = zip(weights, scores, strict=True)
    return of_cells([(weight, place[scale.sign(score)]) for weight, score in pairs], confidence)


def linear_error(cells: Iterable[tuple[float, Counts, float]]) -> float | None:
    """Return the linearised standard error in points of cells (weight, counts, centre -1 to 1).

    SE^2 = n/(n-1) sum w^2 (y - centre)^2 / (sum w)^2. The centre is the weighted mean for a Hajek mean, the
    mean of the cell after post-stratification, the fit on the margins after raking. None below two answers.
    """
    cells = list(cells)
    n = sum(counts.n for _, counts, _ in cells)
    total = sum(weight * counts.n for weight, counts, _ in cells)
    if n <= 1 or not total:
        return None
    squares = 0.0
    for weight, counts, centre in cells:
        answers = ((counts.det, -1), (counts.pas, 0), (counts.pro, 1))
        squares += weight * weight * sum(count * (y - centre) ** 2 for count, y in answers)
    return 100 * math.sqrt(n / (n - 1) * squares) / total
