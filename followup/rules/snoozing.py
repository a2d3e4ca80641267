"""Until when a case is put off. Plain Python."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from followup.rules.working_time import Calendar, NoWorkingTime, add_working_minutes

LONGEST: Final = timedelta(days=366)
NINE: Final = time(9)


class Until(StrEnum):
    HOUR = "1h"
    HOURS = "3h"
    TOMORROW = "tomorrow"
    WEEK = "week"
    DAY = "day"


class NotThatDay(Exception):
    """A day that is past, or too far away."""


def wake_at(until: Until, *, day: date | None, now: datetime, calendar: Calendar) -> datetime:
    """When the case comes back: after so many hours, or when work begins on the day that is meant.

    "Tomorrow" and "next week" are the next working day from then on. Raises NotThatDay.
    """
    if until is Until.HOUR:
        return now + timedelta(hours=1)
    if until is Until.HOURS:
        return now + timedelta(hours=3)
    today = now.astimezone(calendar.zone).date()
    if until is Until.TOMORROW:
        return _first_work(today + timedelta(days=1), calendar)
    if until is Until.WEEK:
        return _first_work(today + timedelta(days=7 - today.weekday()), calendar)
    if day is None or not today < day <= today + LONGEST:
        raise NotThatDay
    return _beginning(day, calendar)


def _first_work(day: date, calendar: Calendar) -> datetime:
    """When work begins on a day, or on the first one after it on which anybody works."""
    midnight = datetime.combine(day, time.min, tzinfo=calendar.zone)
    try:
        return add_working_minutes(midnight, 1, calendar) - timedelta(minutes=1)
    except NoWorkingTime:
        return datetime.combine(day, NINE, tzinfo=calendar.zone)


def _beginning(day: date, calendar: Calendar) -> datetime:
    """When work begins on exactly this day; at nine where nobody works on it."""
    start = _first_work(day, calendar)
    if start.astimezone(calendar.zone).date() == day:
        return start
    return datetime.combine(day, NINE, tzinfo=calendar.zone)
