"""The same customers asked twice: the correlation that makes their comparison sharper."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from responses.maths import compare
from responses.maths.interval import Interval
from responses.maths.score import Counts, nps, variance
from responses.maths.student import t_of

VALUES = (-1, 0, 1)
Table = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One group in two waves: the two margins, how they go together, and who moved which way."""

    before: Counts
    after: Counts
    correlation: float
    improved: float
    worsened: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two samples that share some people: the difference and the correlation of the two scores."""

    correlation: float
    difference: compare.Difference
    wald_error: float


def read(table: Table) -> Panel:
    """Read a 3 x 3 table of people: rows are wave 1, columns wave 2, each detractor, passive, promoter.

    Where one wave is all of one category a correlation does not exist and 0 is taken, the careful choice.
    Raises ValueError for any other shape or a negative count.
    """
    if len(table) != 3 or any(len(row) != 3 for row in table):
        raise ValueError("a panel table has three rows of three counts")
    if any(count < 0 for row in table for count in row):
        raise ValueError("a panel table has no negative counts")
    cells = [(row, column, table[row][column]) for row in range(3) for column in range(3)]
    before = Counts(*(sum(row) for row in table))
    after = Counts(*(sum(row[column] for row in table) for column in range(3)))
    return Panel(
        before=before,
        after=after,
        correlation=_correlation(before, after, cells),
        improved=sum(count for row, column, count in cells if column > row),
        worsened=sum(count for row, column, count in cells if column < row),
    )


def _correlation(before: Counts, after: Counts, cells: Sequence[tuple[int, int, float]]) -> float:
    spread_before, spread_after = variance(before), variance(after)
    if not spread_before or not spread_after:
        return 0.0
    both = sum(VALUES[row] * VALUES[column] * count for row, column, count in cells) / before.n
    covariance = both - before.total / before.n * after.total / after.n
    return max(-1.0, min(1.0, covariance / math.sqrt(spread_before * spread_after)))


def difference(table: Table, confidence: float = 0.95) -> compare.Difference | None:
    """Return the change of a full panel with its correlation (Newcombe 1998), or None for an empty table."""
    panel = read(table)
    return compare.difference(panel.before, panel.after, confidence, panel.correlation)


def paired_t(table: Table, confidence: float = 0.95) -> Interval | None:
    """Return the paired t interval of the change in points, None below two people.

    Kept for comparison only: near the ends of the scale it covers 59-77 % where 95 % is promised.
    """
    panel = read(table)
    n = panel.before.n
    if n < 2:
        return None
    moves = [(column - row, table[row][column]) for row in range(3) for column in range(3)]
    mean = sum(move * count for move, count in moves) / n
    spread = sum(count * (move - mean) ** 2 for move, count in moves) / (n - 1)
    half = t_of(confidence, n - 1) * math.sqrt(spread / n)
    return Interval(100 * (mean - half), 100 * (mean + half))


def overlap(
    before: Counts, after: Counts, in_both: float, correlation: float, confidence: float = 0.95
) -> Overlap | None:
    """Compare two samples of whom `in_both` people answered both times; None without answers.

    The scores correlate by r n12 / sqrt(n1 n2), r being that of the people in both;
    Var(D) = v1/n1 + v2/n2 - 2 n12 cov / (n1 n2). Raises ValueError when more are in both than in one.
    """
    if not 0 <= in_both <= min(before.n, after.n):
        raise ValueError("no more people can be in both samples than in the smaller one")
    spread_before, spread_after = variance(before), variance(after)
    if spread_before is None or spread_after is None:
        return None
    effective = correlation * in_both / math.sqrt(before.n * after.n)
    found = compare.difference(before, after, confidence, effective)
    if found is None:
        return None
    error_before, error_after = spread_before / before.n, spread_after / after.n
    squared = error_before + error_after - 2 * effective * math.sqrt(error_before * error_after)
    return Overlap(effective, found, 100 * math.sqrt(max(0.0, squared)))


def p_if_independent(table: Table) -> float:
    """Return the p-value one would get by forgetting that the same people answered twice."""
    panel = read(table)
    return compare.p_value(panel.before, panel.after)


def nps_of_waves(table: Table) -> tuple[float | None, float | None]:
    """Return the NPS of wave 1 and of wave 2."""
    panel = read(table)
    return nps(panel.before), nps(panel.after)
