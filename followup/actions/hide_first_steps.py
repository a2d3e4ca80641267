from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Membership, User


@transaction.atomic
def hide_first_steps(*, member: Membership, by: User, now: datetime) -> None:
    """Put the first steps away; how far somebody came is still seen by whoever leads the work."""
    if member.first_steps_hidden_at is not None:
        return
    member.first_steps_hidden_at = now
    member.save(update_fields=["first_steps_hidden_at"])
    write_event(organisation=member.organisation, verb="member.steps_hidden", subject=member, by=by, now=now)
