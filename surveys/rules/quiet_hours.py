"""When a mail may arrive: by day, on the weekdays a company chose, by the clock of the person who gets it."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers.timezone import time_zones_for_number

EVERY_DAY = frozenset(range(7))  # Monday is 0


def next_allowed(
    moment: datetime,
    *,
    zone: ZoneInfo,
    first_hour: int,
    last_hour: int,
    weekdays: Collection[int] = EVERY_DAY,
) -> datetime:
    """`moment` itself when it is allowed, else the next one that is: from `first_hour` until just before `last_hour`.

    Days that daylight saving makes shorter or longer are right because hours are always those of the local clock.
    """
    if not weekdays or first_hour >= last_hour:
        raise ValueError("no moment is allowed")
    local = moment.astimezone(zone)
    if local.weekday() in weekdays and first_hour <= local.hour < last_hour:
        return moment
    for days in range(9):
        day = local.date() + timedelta(days=days)
        opening = datetime(day.year, day.month, day.day, first_hour, tzinfo=zone).astimezone(UTC)
        if day.weekday() in weekdays and opening > moment:
            return opening
    raise AssertionError("nine days hold every weekday")


def zone_of(time_zone: str, phone: str, home: str) -> ZoneInfo:
    """A person's time zone: the one we were told, else that of the telephone number, else the organisation's."""
    return _zone(time_zone) or _zone(_zone_of_phone(phone, home)) or _zone(home) or ZoneInfo("UTC")


@lru_cache(maxsize=600)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=10_000)
def _zone_of_phone(phone: str, home: str) -> str:
    """The zone of an E.164 number. A country of several: the organisation's if it is among them, else the first."""
    if not phone:
        return ""
    try:
        zones = time_zones_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return ""
    if home in zones:
        return home
    return str(zones[0]) if zones and _zone(zones[0]) else ""
