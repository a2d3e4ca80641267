"""When a report is mailed next: in the local morning, so that it is about whole days and is read the same day."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(7)
# Before the mails of the morning, so that they know of it; after the small hours in which clocks are changed.
LOOK = time(6)


def next_morning(frequency: str, *, after: datetime, zone: ZoneInfo) -> datetime:
    """The next local morning: of any day, of a Monday ("weekly") or of the first of a month ("monthly")."""
    day = after.astimezone(zone).date()
    if datetime.combine(day, MORNING, tzinfo=zone) <= after:
        day += timedelta(days=1)
    while not _fits(frequency, day):
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=zone)


def _fits(frequency: str, day: date) -> bool:
    if frequency == "weekly":
        return day.weekday() == 0
    return frequency != "monthly" or day.day == 1
