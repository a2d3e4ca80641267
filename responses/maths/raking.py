"""Weights that meet the known sizes of several variables at once, and caps on single weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from responses.maths import kish, sane
from responses.maths.linear import solve
from responses.maths.score import Counts, nps
from responses.maths.weights import LARGEST_WEIGHT, CannotWeight, check_cover

PRECISION = 1e-12
# Rounding may keep a factor this far from 1 for ever.
GOOD_ENOUGH = 1e-9
MAX_ROUNDS = 5000
Cell = tuple[str, ...]
Margins = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Raked:
    """The raked NPS beside the raw one, the weight of an answer in each cell, and the errors in points.

    `kish.interval` is the one to show.
    """

    raw_nps: float
    nps: float
    weights: dict[Cell, float]
    kish: kish.Weighted
    se_residual: float | None


def rake(cells: Mapping[Cell, Counts], margins: Margins, confidence: float = 0.95) -> Raked:
    """Weight cells until every margin is met: w <- w (target / current), variable by variable.

    A cell is named by its levels in the order of the margins. Deming and Stephan 1940; stops when every
    factor is within 1e-12 of 1. Raises CannotWeight for a level without respondents or without population,
    sizes that contradict each other, or margins that no weights can meet.
    """
    weights = rake_weights(cells, margins)
    answered = {cell: counts for cell, counts in cells.items() if counts.n}
    result = kish.of_cells([(weights[cell], counts) for cell, counts in answered.items()], confidence)
    raw = nps(sum(answered.values(), Counts(0, 0, 0)))
    if raw is None or result.nps is None:
        raise CannotWeight("there are no answers to weight")
    fit = _additive_fit(answered, weights, len(margins))
    error = kish.linear_error([(weights[cell], counts, fit[cell]) for cell, counts in answered.items()])
    return Raked(raw, result.nps, weights, result, error)


def rake_weights(cells: Mapping[Cell, Counts], margins: Margins) -> dict[Cell, float]:
    """Return only the weight of one answer in each cell that has answers. Raises CannotWeight as `rake`."""
    answered = {cell: counts.n for cell, counts in cells.items() if counts.n}
    _check(cells, margins)
    weights = dict.fromkeys(answered, 1.0)
    worst = 0.0
    for _ in range(MAX_ROUNDS):
        worst = 0.0
        for place, sizes in enumerate(margins.values()):
            current = dict.fromkeys(sizes, 0.0)
            for cell, n in answered.items():
                current[cell[place]] += weights[cell] * n
            factor = {
                level: size / current[level] if current[level] else 1.0 for level, size in sizes.items()
            }
            worst = max(worst, *(abs(value - 1) for value in factor.values()))
            weights = {cell: weight * factor[cell[place]] for cell, weight in weights.items()}
        if worst < PRECISION:
            return weights
    if worst < GOOD_ENOUGH:
        return weights
    raise CannotWeight("no weights meet all the sizes at once: some combinations have no respondents")


def _check(cells: Mapping[Cell, Counts], margins: Margins) -> None:
    if not margins or any(len(cell) != len(margins) for cell in cells):
        raise CannotWeight("a cell has one level of every variable")
    for place, sizes in enumerate(margins.values()):
        levels: dict[str, Counts] = {}
        for cell, counts in cells.items():
            levels[cell[place]] = levels.get(cell[place], Counts(0, 0, 0)) + counts
        check_cover(sizes, levels)
    totals = [sum(sizes.values()) for sizes in margins.values()]
    if max(totals) - min(totals) > 1e-6 * max(totals):
        raise CannotWeight("the sizes of the variables do not add up to the same number of customers")


def _additive_fit(
    cells: Mapping[Cell, Counts], weights: Mapping[Cell, float], variables: int
) -> dict[Cell, float]:
    """Return the weighted least squares fit of the answers (-1, 0, 1) on the levels of every variable."""
    terms = sorted({(place, cell[place]) for cell in cells for place in range(variables)})
    index = {term: place for place, term in enumerate(terms)}
    matrix = [[0.0] * len(terms) for _ in terms]
    right = [0.0] * len(terms)
    for cell, counts in cells.items():
        columns = [index[place, cell[place]] for place in range(variables)]
        for row in columns:
            right[row] += weights[cell] * counts.total
            for column in columns:
                matrix[row][column] += weights[cell] * counts.n
    effect = solve(matrix, right)
    return {cell: sum(effect[index[place, cell[place]]] for place in range(variables)) for cell in cells}


def trim(
    weights: Mapping[Cell, float],
    answers: Mapping[Cell, Counts],
    upper: float = LARGEST_WEIGHT,
    lower: float = 0.0,
) -> dict[Cell, float]:
    """Cut weights to between lower and upper times their mean and share out what was cut among the others.

    Every answer inside the limits gains or loses the same, again and again until all are inside, so that the
    sum stays (R survey, trimWeights with strict = TRUE). Raises CannotWeight unless lower < 1 < upper.
    """
    if not 0 <= lower < 1 < upper:
        raise CannotWeight("the limits of weights surround their mean")
    sane.none_negative("weights", weights.values())
    n = sum(answers[cell].n for cell in weights)
    if not n:
        return dict(weights)
    mean = sum(weight * answers[cell].n for cell, weight in weights.items()) / n
    trimmed = dict(weights)
    for _ in range(MAX_ROUNDS):
        outside = [
            cell for cell, weight in trimmed.items() if not _inside(weight, lower * mean, upper * mean)
        ]
        if not outside:
            break
        cut = {cell: min(upper * mean, max(lower * mean, weight)) for cell, weight in trimmed.items()}
        lost = sum((trimmed[cell] - cut[cell]) * answers[cell].n for cell in cut)
        takers = [cell for cell in cut if cell not in outside]
        if not takers:
            # All were cut: those at the other limit take what is left over.
            takers = [cell for cell, weight in cut.items() if (weight < upper * mean) == (lost > 0)]
        each = lost / (sum(answers[cell].n for cell in takers) or 1)
        trimmed = {cell: weight + each * (cell in takers) for cell, weight in cut.items()}
    return {cell: min(upper * mean, max(lower * mean, weight)) for cell, weight in trimmed.items()}


def _inside(weight: float, low: float, high: float) -> bool:
    # A weight put exactly on a limit is inside, rounding or not.
    slack = PRECISION * high
    return low - slack <= weight <= high + slack


def trimmed_nps(
    cells: Mapping[Cell, Counts], weights: Mapping[Cell, float], confidence: float = 0.95
) -> kish.Weighted:
    """Return the weighted NPS for weights that were trimmed."""
    pairs: Sequence[tuple[float, Counts]] = [(weights[cell], cells[cell]) for cell in weights]
    return kish.of_cells(pairs, confidence)
