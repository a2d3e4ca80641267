"""One alert per change: when a new one is told, and how an open one ends."""

from dataclasses import dataclass
from enum import StrEnum

from reports.rules.alerting import SCAN, Direction, Finding, Level, Past, Thresholds, is_calm, look
from responses.maths.score import Counts

# Whether a score is back is told from so many of its latest days.
LATEST_DAYS = 60


class End(StrEnum):
    """As Alert.Outcome."""

    RECOVERED = "recovered"
    USUAL = "usual"
    SUPERSEDED = "superseded"
    CONFIRMED = "confirmed"
    FADED = "faded"


@dataclass(frozen=True)
class Open:
    """An alert that has not ended. `day` is the index of its estimated day, 0 for one before the first."""

    direction: Direction
    level: Level
    day: int
    before: Counts
    after: Counts


@dataclass(frozen=True)
class History:
    """What was told of a score before today; each day is an index, 0 for none."""

    open_: Open | None = None
    last: int = 0  # the day of the last proven change; looks begin there
    earlier: int = 0  # of the one before it
    looked_at: int = 0  # the morning on which the last "worth a look" was told


@dataclass(frozen=True)
class Step:
    """What a morning brings: how the open alert ends, and what is told anew; either may be None."""

    end: End | None = None
    tell: Finding | None = None


def next_step(past: Past, today: int, thresholds: Thresholds, history: History) -> Step:
    """What to do about a score today. A change is told once: the next look begins where it began."""
    found = look(past, today, thresholds, since=history.last)
    proven = found if found is not None and found.level is Level.ALARM else None
    open_ = history.open_
    if open_ is None:
        is_known = proven is None and found is not None and found.day < history.looked_at
        return Step(tell=None if is_known else found)
    if open_.level is Level.WATCH:
        if proven is not None:
            return Step(End.CONFIRMED, proven)
        is_old = today - open_.day > SCAN.lookback_days
        is_over = is_old or is_calm(past, today, open_.direction, since=history.last)
        return Step(End.FADED) if is_over else Step()
    if proven is not None:
        return Step(End.SUPERSEDED if proven.direction is open_.direction else End.RECOVERED, proven)
    is_old = today - open_.day > SCAN.lookback_days
    if is_old or is_calm(past, today, open_.direction, since=history.earlier):
        return Step(End.RECOVERED if is_back(past, today, open_) else End.USUAL)
    return Step()


def is_back(past: Past, today: int, open_: Open) -> bool:
    """Whether the latest days are nearer to the score before than to the one after."""
    latest = past.between(max(0, today + 1 - LATEST_DAYS), today + 1)
    if not latest.n:
        return False
    now, before, after = (side.total / side.n for side in (latest, open_.before, open_.after))
    return abs(now - before) < abs(now - after)
