from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from responses.models import ModelAccess


@transaction.atomic
def save_model_access(
    *, access: ModelAccess, values: dict[str, Any], key: str, by: User, now: datetime
) -> None:
    """Keep which language model may be asked, and whether it is. An empty key keeps the one there is."""
    for name, value in values.items():
        setattr(access, name, value)
    if key:
        access.key = key
    access.failures = 0
    access.save()
    write_event(organisation=access.organisation, verb="model.saved", subject=access, by=by, now=now)
