"""Has a score changed? The one look that the daily task takes, and that `make bench-alerts` takes for years.

A fall is told at the threshold of responses/maths/change_scan.py, which rises with the number of scores
watched; half a step before it is worth a look. A rise has to clear half a step more: good news may wait,
and both together must ring seldom when nothing changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from reports.rules.one_answer import Repeat, SetAside
from responses.maths.change_scan import Drop, Scan, alarm_threshold, running_totals, strongest, wander
from responses.maths.score import Counts

SCAN = Scan()
WATCH_BELOW = 0.5
RISE_ABOVE = 0.5
# An alert is over when the change is less than this in the scan: between it and the alarm nothing flickers.
CALM = 3.0
# What the scan of one day looks at: it, the oldest day a change may have begun on, and the year before that.
DAYS = SCAN.reference_days + SCAN.lookback_days + 1
# Fewer answers than this in DAYS can never ring, so such a score does not make the others quieter.
LEAST_ANSWERS = SCAN.min_before + SCAN.min_after
WEEK = 7


class Direction(StrEnum):
    DROP = "drop"
    RISE = "rise"


class Level(StrEnum):
    ALARM = "alarm"
    WATCH = "watch"


@dataclass(frozen=True)
class Thresholds:
    """From which z on each is told, with so many scores watched at once."""

    streams: int

    @property
    def alarm(self) -> float:
        return alarm_threshold(self.streams)

    @property
    def watch(self) -> float:
        return self.alarm - WATCH_BELOW

    @property
    def rise(self) -> float:
        return self.alarm + RISE_ABOVE


@dataclass(frozen=True)
class Finding:
    """A change worth telling: how sure, since which day (index), and the answers on both sides of it."""

    direction: Direction
    level: Level
    z: float
    threshold: float
    phi: float
    day: int
    before: Counts
    after: Counts


@dataclass
class Past:
    """The daily counts of one score, oldest first, made ready to be looked at from any of its days.

    `repeats`: of people who answered again, what is set aside where both answers lie in one span.
    """

    daily: Sequence[Counts]
    repeats: Sequence[Repeat] = ()
    _falls: list[Counts] = field(init=False)
    _rises: list[Counts] = field(init=False)
    _aside: SetAside = field(init=False)
    _phi: dict[int, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Rises are the falls of the mirrored score."""
        self._falls = running_totals(self.daily)
        self._rises = [Counts(each.pro, each.pas, each.det) for each in self._falls]
        self._aside = SetAside(self.repeats)

    def strongest(self, direction: Direction, today: int, since: int = 0) -> Drop:
        """The strongest change that way up to `today`, looking at nothing before `since`."""
        until, aside = (
            (self._falls, self._aside.between)
            if direction is Direction.DROP
            else (self._rises, self._mirrored)
        )
        return strongest(until, today, SCAN, self.phi(today), since, aside if self.repeats else None)

    def between(self, start: int, end: int) -> Counts:
        """The answers that count of the days `start` to `end` - 1, one a person."""
        whole, less = self._falls[end].without(self._falls[start]), self._aside.between(start, end)
        # What is set aside is counted a moment later than what there is.
        return Counts(
            *(max(0, n - aside) for n, aside in zip((whole.det, whole.pas, whole.pro), less, strict=True))
        )

    def _mirrored(self, start: int, end: int) -> tuple[float, float, float]:
        det, pas, pro = self._aside.between(start, end)
        return pro, pas, det

    def phi(self, today: int) -> float:
        """How much more than chance the weeks wander that are older than any day the scan may name."""
        weeks = (today - SCAN.lookback_days) // WEEK
        if weeks not in self._phi:
            first = max(0, weeks - SCAN.reference_days // WEEK)
            edges = [WEEK * number for number in range(first, weeks + 1)]
            self._phi[weeks] = wander([self.between(*week) for week in pairwise(edges)]).phi
        return self._phi[weeks]


def look(past: Past, today: int, thresholds: Thresholds, *, since: int = 0) -> Finding | None:
    """What is worth telling of a score today: a fall, else a rise; None where nothing is proven.

    `since`: the day of the last change that was told. The score before it is history, and compared with no more.
    """
    fall = past.strongest(Direction.DROP, today, since)
    if fall.z >= thresholds.alarm:
        return _finding(fall, Direction.DROP, Level.ALARM, thresholds.alarm, past.phi(today))
    rise = past.strongest(Direction.RISE, today, since)
    if rise.z >= thresholds.rise:
        return _finding(rise, Direction.RISE, Level.ALARM, thresholds.rise, past.phi(today))
    if fall.z >= thresholds.watch:
        return _finding(fall, Direction.DROP, Level.WATCH, thresholds.watch, past.phi(today))
    return None


def is_calm(past: Past, today: int, direction: Direction, *, since: int = 0) -> bool:
    """Whether a change that was told is no longer seen from where it was seen then."""
    return past.strongest(direction, today, since).z < CALM


def _finding(found: Drop, direction: Direction, level: Level, threshold: float, phi: float) -> Finding:
    assert found.day is not None
    assert found.before is not None
    assert found.after is not None
    sides = [found.before, found.after]
    if direction is Direction.RISE:
        sides = [Counts(side.pro, side.pas, side.det) for side in sides]
    return Finding(direction, level, found.z, threshold, phi, found.day, *sides)
