from datetime import datetime
from typing import Any

from django.db.models import Model

from accounts.models import Event, Organisation, User
from nps_app.lib.compiled import CompiledInsert

_STORE = CompiledInsert(Event)


def write_event(
    *,
    organisation: Organisation,
    verb: str,
    subject: Model,
    by: User | str,
    now: datetime,
    data: dict[str, Any] | None = None,
) -> Event:
    """Add one line to the journal. `by` is a user, or "customer" or "system". `data` holds no personal values."""
    actor = f"user:{by.pk}" if isinstance(by, User) else by
    event = Event(
        organisation=organisation,
        at=now,
        actor=actor,
        verb=verb,
        subject=f"{subject._meta.model_name}:{subject.pk}",
        data=data or {},
    )
    _STORE.store(event)
    return event
