"""How many messages left a way out today, and how many may."""

from dataclasses import dataclass
from datetime import datetime

from delivery.models import Transport
from delivery.rules.warm_up import days_until_enough, within
from nps_app.lib.clock import local_day

# What cannot leave in so many days expires (SEND_WITHIN in surveys/actions/plan_invitations.py).
WEEK = 7


@dataclass(frozen=True)
class Today:
    """`limit`: None where there is none. Of warming up, if every day is used: `days_left`, and how many in a `week`."""

    count: int
    limit: int | None
    days_left: int | None
    week: int | None


def today_of(transport: Transport, *, now: datetime) -> Today | None:
    """Today by the organisation's calendar; None for the server's own, which is nobody's."""
    if transport.organisation is None:
        return None
    is_today = transport.counted_on == local_day(now, transport.organisation.zone)
    warm_up = transport.warm_up_limit
    return Today(
        count=transport.counted if is_today else 0,
        limit=transport.day_limit,
        days_left=days_until_enough(warm_up) if warm_up else None,
        week=within(WEEK, warm_up) if warm_up else None,
    )
