"""Several answers of the same customer are not several customers: how many answers they are worth."""

from collections.abc import Iterable, Sequence

from responses.maths import scale
from responses.maths.interval import Interval, score_interval
from responses.maths.score import Counts


def effective_counts(customers: Iterable[Sequence[int]]) -> Counts:
    """Return the counts of all scores, reduced to the number of independent answers they are worth.

    One sequence of scores a customer. n_eff = V / Var_cluster, with the variance of the mean between
    customers Var = m/(m-1) sum_i (sum_j (y_ij - mean))^2 / n^2; never more than n, and the number of
    customers where a variance does not exist. Raises ValueError for a score off the scale.
    """
    signs = [[scale.sign(score) for score in scores] for scores in customers if scores]
    counts = Counts(*(sum(row.count(sign) for row in signs) for sign in (-1, 0, 1)))
    if not counts.n:
        return counts
    mean, people = counts.total / counts.n, len(signs)
    spread = (counts.pro + counts.det) / counts.n - mean * mean
    between = sum((sum(row) - len(row) * mean) ** 2 for row in signs)
    if people < 2 or between <= 0 or spread <= 0:
        return counts.times(people / counts.n)
    variance = people / (people - 1) * between / counts.n**2
    return counts.times(min(counts.n, spread / variance) / counts.n)


def interval(customers: Iterable[Sequence[int]], confidence: float = 0.95) -> Interval | None:
    """Return the score interval on the effective number of answers, or None without answers."""
    return score_interval(effective_counts(customers), confidence)


def design_effect(customers: Sequence[Sequence[int]]) -> float | None:
    """Return by how much the answers are fewer than they look, n / n_eff; None without answers."""
    n = sum(len(scores) for scores in customers)
    return None if not n else n / effective_counts(customers).n
