from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import Cause


@transaction.atomic
def retire_cause(*, cause: Cause, by: User, now: datetime, back: bool = False) -> Cause:
    """Take a cause off the list of choices, or put it `back`. Cases closed with it keep it."""
    cause.is_active = back
    cause.save(update_fields=["is_active"])
    verb = "cause.restored" if back else "cause.retired"
    write_event(organisation=cause.organisation, verb=verb, subject=cause, by=by, now=now)
    return cause
