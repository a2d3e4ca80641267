from datetime import datetime
from typing import TypeVar

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models.choice import Choice

C = TypeVar("C", bound=Choice)


@transaction.atomic
def retire_choice(*, choice: C, by: User, now: datetime, back: bool = False) -> C:
    """Take an entry off the list of choices, or put it `back`. Cases closed with it keep it."""
    choice.is_active = back
    choice.save(update_fields=["is_active"])
    verb = f"{choice._meta.model_name}.{'restored' if back else 'retired'}"
    write_event(organisation=choice.organisation, verb=verb, subject=choice, by=by, now=now)
    return choice
