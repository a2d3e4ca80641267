"""Local days and weeks as half-open windows. The clock itself is read in views and tasks only."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Window:
    """From `start` (inside) to `end` (outside); both aware."""

    start: datetime
    end: datetime

    def preceding(self) -> "Window":
        """The window of the same length that ends where this one starts."""
        return Window(self.start - (self.end - self.start), self.start)


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a local day, as an aware datetime in that zone."""
    return datetime.combine(day, time.min, tzinfo=zone)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The local day a moment falls on."""
    return moment.astimezone(zone).date()


def last_days(count: int, *, now: datetime, zone: ZoneInfo) -> Window:
    """The last `count` local days, today included."""
    tomorrow = local_day(now, zone) + timedelta(days=1)
    return Window(day_start(tomorrow - timedelta(days=count), zone), day_start(tomorrow, zone))


def between(first: date, last: date, *, zone: ZoneInfo) -> Window:
    """Local days from `first` to `last`, both included."""
    return Window(day_start(first, zone), day_start(last + timedelta(days=1), zone))
