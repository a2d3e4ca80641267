"""Of a person who answers several times in a span of days the last answer counts, as on the dashboard (docs/adr/0010).

Two neighbouring answers of one person form a pair. Of pairs that lie wholly inside the span the earlier half is set
aside.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

Sums = tuple[float, float, float]  # detractors, passives, promoters
NOTHING: Sums = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Repeat:
    """So many answers of the day `earlier` that the same people followed by another on the day `later` (indices)."""

    earlier: int
    later: int
    det: float
    pas: float
    pro: float


class SetAside:
    """How many answers do not count from one day up to before another."""

    def __init__(self, repeats: Iterable[Repeat]) -> None:
        by_day: dict[int, list[Repeat]] = {}
        for repeat in repeats:
            by_day.setdefault(repeat.earlier, []).append(repeat)
        self._earlier = sorted(by_day)
        self._later: list[list[int]] = []
        self._sums: list[list[Sums]] = []
        for day in self._earlier:
            rows = sorted(by_day[day], key=lambda repeat: repeat.later)
            self._later.append([row.later for row in rows])
            self._sums.append(list(accumulate(((row.det, row.pas, row.pro) for row in rows), _add)))
        self._known: dict[tuple[int, int], Sums] = {}

    def between(self, start: int, end: int) -> Sums:
        """Of the answers of the days `start` to `end` - 1."""
        if not self._earlier:
            return NOTHING
        if (start, end) not in self._known:
            self._known[start, end] = self._count(start, end)
        return self._known[start, end]

    def _count(self, start: int, end: int) -> Sums:
        total = NOTHING
        for place in range(bisect_left(self._earlier, start), bisect_left(self._earlier, end)):
            before = bisect_left(self._later[place], end)
            if before:
                total = _add(total, self._sums[place][before - 1])
        return total


def _add(one: Sums, other: Sums) -> Sums:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])
