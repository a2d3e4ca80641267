from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from reports.models import ScoreWatch


@transaction.atomic
def watch_groups(*, organisation: Organisation, group_by: str, by: User, now: datetime) -> None:
    """Watch the score of each value of a property besides that of each survey; empty: of none."""
    ScoreWatch.objects.of(organisation).update_or_create(
        defaults={"group_by": group_by},
        create_defaults={"organisation": organisation, "group_by": group_by},
    )
    write_event(organisation=organisation, verb="alerts.watched", subject=organisation, by=by, now=now)
