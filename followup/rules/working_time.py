"""Time that counts: an organisation's working hours, without its holidays, in its time zone. Plain Python.

Everything is counted on the clock that never jumps (UTC); wall clocks only say which moments count. So the hour
that a change of clocks leaves out is not worked, and the one it repeats is worked twice.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

Span = tuple[int, int]  # minutes from midnight, the end not included
Interval = tuple[datetime, datetime]

DAY_MINUTES: Final = 24 * 60
OFFICE_WEEK: Final[tuple[tuple[Span, ...], ...]] = (((9 * 60, 18 * 60),),) * 5 + ((), ())
_MINUTE: Final = timedelta(minutes=1)
_FAR: Final = 3660  # days to look ahead: more holidays than that in a row are a mistake
_WIDEST: Final = timedelta(hours=15)  # no wall clock is further from UTC


class NoWorkingTime(Exception):
    """A calendar in which nobody ever works."""


@dataclass(frozen=True)
class Calendar:
    """When people work: spans of each weekday from Monday on, and the days on which nobody does."""

    zone: ZoneInfo
    week: tuple[tuple[Span, ...], ...] = OFFICE_WEEK
    holidays: frozenset[date] = field(default_factory=frozenset)

    @property
    def day_minutes(self) -> int:
        """What "one working day" means: as long as most working days of the week are, the longer one of two."""
        lengths = Counter(total for spans in self.week if (total := sum(end - start for start, end in spans)))
        if not lengths:
            raise NoWorkingTime
        return max(lengths, key=lambda length: (lengths[length], length))

    @property
    def mark(self) -> str:
        """A short text that is another one as soon as anything in the calendar is."""
        told = repr((self.zone.key, self.week, sorted(self.holidays)))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def add_working_minutes(start: datetime, minutes: int, calendar: Calendar) -> datetime:
    """The first moment by which `minutes` of working time have gone by since `start`, in UTC."""
    start = start.astimezone(UTC)
    left = minutes * _MINUTE
    if left <= timedelta():
        return start
    for begin, end in _intervals(calendar, start, _FAR):
        if left <= end - begin:
            return begin + left
        left -= end - begin
    raise NoWorkingTime


def working_minutes_between(start: datetime, end: datetime, calendar: Calendar) -> int:
    """How many whole minutes of working time lie between two moments; 0 when they are the wrong way round."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end <= start:
        return 0
    total = timedelta()
    for begin, finish in _intervals(calendar, start, (end - start).days + 3):
        if begin >= end:
            break
        total += min(finish, end) - begin
    return total // _MINUTE


def _intervals(calendar: Calendar, start: datetime, days: int) -> Iterator[Interval]:
    """What is worked after `start`, in order."""
    # A clock that is put back at midnight repeats an hour of the day before.
    first = start.astimezone(calendar.zone).date() - timedelta(days=1)
    for number in range(days + 1):
        day = first + timedelta(days=number)
        spans = calendar.week[day.weekday()]
        if not spans or day in calendar.holidays:
            continue
        for begin, end in _of_day(calendar.zone, day, spans):
            if end > start:
                yield max(begin, start), end


@lru_cache(maxsize=4096)
def _of_day(zone: ZoneInfo, day: date, spans: tuple[Span, ...]) -> tuple[Interval, ...]:
    midnight = datetime.combine(day, time.min, tzinfo=UTC)
    low, high = midnight - _WIDEST, midnight + timedelta(days=1) + _WIDEST
    found = []
    for begin, end, offset in _steady(zone, low, high):
        for opens, closes in spans:
            first = max(begin, midnight - offset + opens * _MINUTE)
            last = min(end, midnight - offset + closes * _MINUTE)
            if first < last:
                found.append((first, last))
    return tuple(sorted(found))


def _steady(zone: ZoneInfo, low: datetime, high: datetime) -> list[tuple[datetime, datetime, timedelta]]:
    """The time from `low` to `high`, cut where the zone's clocks are changed."""
    before, after = _offset(zone, low), _offset(zone, high)
    if before == after:
        return [(low, high, before)]
    left, right = 0, (high - low) // _MINUTE
    while right - left > 1:
        middle = (left + right) // 2
        if _offset(zone, low + middle * _MINUTE) == before:
            left = middle
        else:
            right = middle
    change = low + right * _MINUTE
    return [(low, change, before), (change, high, after)]


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
