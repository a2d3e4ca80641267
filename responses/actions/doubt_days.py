"""Have days tallied anew, and read live until then."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from nps_app.lib.clock import day_start
from responses.models import StaleRange, TallyState

BATCH = 1_000


@transaction.atomic
def doubt_days(*, state: TallyState, days: Iterable[tuple[int, date]], kind: str, grouping: str = "") -> None:
    """Mark (survey, local day) as stale; with a grouping, only what is counted by it."""
    zone = ZoneInfo(state.time_zone)
    rows = [
        StaleRange(
            organisation_id=state.organisation_id,
            survey_id=survey_id,
            kind=kind,
            from_at=day_start(day, zone),
            until_at=day_start(day + timedelta(days=1), zone),
            grouping=grouping,
        )
        for survey_id, day in days
    ]
    StaleRange.objects.bulk_create(rows, batch_size=BATCH)
