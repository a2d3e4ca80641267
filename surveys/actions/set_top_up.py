from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from surveys.models import Programme


@transaction.atomic
def set_top_up(*, programme: Programme, on: bool, by: User, now: datetime) -> Programme:
    """Draw groups that answer little more from the next day on, or all alike again."""
    row: Programme = Programme.objects.of(programme.organisation).select_for_update().get(pk=programme.pk)
    if row.top_up == on:
        return row
    row.top_up = on
    row.save(update_fields=["top_up"])
    verb = "programme.topped_up" if on else "programme.levelled"
    write_event(organisation=row.organisation, verb=verb, subject=row, by=by, now=now)
    return row
