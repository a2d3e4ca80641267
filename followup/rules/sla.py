"""Until when a case must be dealt with."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

WORKING_DAYS: Final = 2
_SATURDAY: Final = 5


def due_at(opened_at: datetime, zone: ZoneInfo, working_days: int = WORKING_DAYS) -> datetime:
    """The same local hour, `working_days` days of Monday to Friday later, in UTC.

    Friday 17:00 -> Tuesday 17:00. What is opened at the weekend counts from the first moment of Monday.
    """
    local = opened_at.astimezone(zone)
    if local.weekday() >= _SATURDAY:
        local = datetime.combine(_next_working_day(local).date(), time.min, tzinfo=zone)
    for _ in range(working_days):
        local = _next_working_day(local)
    return local.astimezone(UTC)


def _next_working_day(local: datetime) -> datetime:
    # Adding days to a datetime with a ZoneInfo keeps the hour on the wall, also over a change of clocks.
    local += timedelta(days=1)
    while local.weekday() >= _SATURDAY:
        local += timedelta(days=1)
    return local
