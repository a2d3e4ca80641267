"""The same people before and after something changed, and beside them others for whom nothing changed.

Whoever has a case gave a low number, and low numbers rise by themselves: only what the affected moved more than others
who began with the same numbers speaks for the change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from responses.maths import mover, panel
from responses.maths.compare import Difference
from responses.maths.interval import Interval
from responses.maths.score import Counts


@dataclass(frozen=True, slots=True)
class Moved:
    """People who answered before and after: how many, the two counts, and the change with its interval."""

    n: int
    before: Counts
    after: Counts
    difference: Difference | None  # None without anybody


Pairs = Sequence[
    tuple[int, int]
]  # (before, after) of each person, 0 to 2 for detractor, passive and promoter


def moved(pairs: Pairs) -> Moved:
    """What became of these people."""
    return _read(_table(pairs))


def moved_alike(others: Pairs, affected: Pairs) -> Moved:
    """What became of others who began as the affected did.

    They are weighted so that as many of them began as detractors, passives and promoters as of the affected, and
    count for as many people as those weights leave of them (Kish). A beginning that none of them has weighs nothing.
    """
    began, table = Counts(*map(sum, _table(affected))), _table(others)
    wanted = (began.det, began.pas, began.pro)
    weights = [want / sum(row) if sum(row) else 0.0 for want, row in zip(wanted, table, strict=True)]
    total = sum(weight * sum(row) for weight, row in zip(weights, table, strict=True))
    squares = sum(weight * weight * sum(row) for weight, row in zip(weights, table, strict=True))
    worth = total / squares if squares else 0.0
    weighted = [[weight * worth * count for count in row] for weight, row in zip(weights, table, strict=True)]
    alike = sum(sum(row) for weight, row in zip(weights, table, strict=True) if weight)
    return replace(_read(weighted), n=int(alike))


def comparable(affected: Pairs, others: Pairs) -> Moved:
    """The affected who have anybody among the others who began as they did."""
    beginnings = {before for before, _after in others}
    return moved([pair for pair in affected if pair[0] in beginnings])


def apart(others: Moved, affected: Moved) -> Interval | None:
    """By how many points more the affected moved than the others, as a 95% interval (MOVER of the two changes)."""
    return further(others.difference, affected.difference)


def further(others: Difference | None, affected: Difference | None) -> Interval | None:
    """By how many points one change exceeds the other, as a 95% interval."""
    if others is None or affected is None:
        return None
    return mover.difference(others.change, others.interval, affected.change, affected.interval)


def _table(pairs: Pairs) -> list[list[float]]:
    table = [[0.0] * 3 for _ in range(3)]
    for before, after in pairs:
        table[before][after] += 1
    return table


def _read(table: panel.Table) -> Moved:
    read = panel.read(table)
    return Moved(round(read.before.n), read.before, read.after, panel.difference(table))
