from datetime import date, datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from reports.models import ComparisonPlan


@transaction.atomic
def save_comparison_plan(
    *,
    organisation: Organisation,
    is_on: bool,
    next_on: date | None,
    owner: User | None,
    by: User,
    now: datetime,
) -> ComparisonPlan:
    """Say whether the competition is looked at every quarter, from when on, and by whom."""
    row, _created = ComparisonPlan.objects.of(organisation).update_or_create(
        organisation=organisation,
        defaults={
            "is_on": is_on,
            "next_on": next_on if is_on else None,
            "owner": owner,
            "changed_at": now,
        },
    )
    write_event(organisation=organisation, verb="comparison.planned", subject=row, by=by, now=now)
    return row
