from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from surveys.models import Afterwards, Survey

FIELDS = frozenset(
    {
        "shares",
        "share_url",
        "review_name",
        "review_url",
        "pool",
        "refers",
        "landing_url",
        "asks_quotes",
        "asks_panel",
        "asks_barrier",
        "only_hesitant",
        "asks_need",
        "asks_rival",
        "texts",
    }
)


@transaction.atomic
def save_afterwards(*, survey: Survey, fields: dict[str, Any], by: User, now: datetime) -> Afterwards:
    """Change what the thank-you page offers. It holds at once, also for those who answered before."""
    unknown = set(fields) - FIELDS
    if unknown:
        raise ValueError(f"{unknown} are no fields of the thank-you page")
    row, _ = Afterwards.objects.update_or_create(
        organisation=survey.organisation, survey=survey, defaults=fields
    )
    write_event(organisation=survey.organisation, verb="thanks.changed", subject=survey, by=by, now=now)
    return row
