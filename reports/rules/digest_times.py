"""Which days a digest is about, and whether its morning has come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from reports.rules.report_times import MORNING


@dataclass(frozen=True)
class Span:
    """Local days, both inside."""

    first: date
    last: date


def due(frequency: str, *, now: datetime, zone: ZoneInfo) -> Span | None:
    """The days whose digest may leave now: yesterday, or on a Monday the week before. None: not this morning."""
    local = now.astimezone(zone)
    if local.time() < MORNING:
        return None
    yesterday = local.date() - timedelta(days=1)
    if frequency == "daily":
        return Span(yesterday, yesterday)
    if frequency == "weekly" and local.weekday() == 0:
        return Span(local.date() - timedelta(days=7), yesterday)
    return None
