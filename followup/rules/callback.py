"""When a customer wishes to be contacted, as a span of time the first clock keeps to. Plain Python."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from followup.rules.working_time import Calendar

DAYS: Final = 10  # that are offered: so many working days from today on
_FAR: Final = 366  # days to look ahead for them
_LEAST: Final = timedelta(minutes=30)  # what has to be left of a span of today


class Window(StrEnum):
    """A part of the day, by the clock of where the customer lives."""

    SOON = "soon"  # as soon as possible: the usual clock
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


HOURS: Final = {Window.MORNING: (9, 12), Window.AFTERNOON: (12, 18), Window.EVENING: (18, 21)}
WHOLE_DAY: Final = (9, 18)


def days_offered(now: datetime, zone: ZoneInfo, calendar: Calendar) -> list[date]:
    """The next days on which somebody works and something is left of the day where the customer lives."""
    days = []
    for day in _days(now, zone):
        if _is_worked(day, calendar) and _span(day, WHOLE_DAY, zone)[1] - now >= _LEAST:
            days.append(day)
        if len(days) == DAYS:
            break
    return days


def span_of(
    window: Window, day: date | None, *, now: datetime, zone: ZoneInfo, calendar: Calendar
) -> tuple[datetime, datetime] | None:
    """From when until when the customer is to be contacted; None: as soon as possible, by the usual clock.

    A part of the day without a day is the next one of a working day of which at least half an hour is left. One of
    today that is over is tomorrow's: the wish is not refused because it took a while to write it.
    """
    if window is Window.SOON and day is None:
        return None
    hours = HOURS.get(window, WHOLE_DAY)
    for candidate in _days(now, zone):
        if (day is not None and candidate < day) or not _is_worked(candidate, calendar):
            continue
        start, end = _span(candidate, hours, zone)
        if end - max(start, now) >= _LEAST:
            return max(start, now), end
    return None  # a calendar in which nobody ever works


def _days(now: datetime, zone: ZoneInfo) -> Iterator[date]:
    today = now.astimezone(zone).date()
    return (today + timedelta(days=number) for number in range(_FAR))


def _is_worked(day: date, calendar: Calendar) -> bool:
    return bool(calendar.week[day.weekday()]) and day not in calendar.holidays


def _span(day: date, hours: tuple[int, int], zone: ZoneInfo) -> tuple[datetime, datetime]:
    start, end = (datetime.combine(day, time(hour), tzinfo=zone) for hour in hours)
    return start, end
