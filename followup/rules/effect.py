"""The same people before and after something changed, and beside them others for whom nothing changed.

Whoever has a case gave a low number, and low numbers rise by themselves: only what the affected moved more than the
others speaks for the change.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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


def moved(pairs: Iterable[tuple[int, int]]) -> Moved:
    """From (before, after) of each person, 0 to 2 for detractor, passive and promoter."""
    table = [[0.0] * 3 for _ in range(3)]
    for before, after in pairs:
        table[before][after] += 1
    read = panel.read(table)
    return Moved(int(read.before.n), read.before, read.after, panel.difference(table))


def apart(others: Moved, affected: Moved) -> Interval | None:
    """By how many points more the affected moved than the others, as a 95% interval (MOVER of the two changes)."""
    if others.difference is None or affected.difference is None:
        return None
    return mover.difference(
        others.difference.change,
        others.difference.interval,
        affected.difference.change,
        affected.difference.interval,
    )
