from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from surveys.models import Programme

State = Programme.State
VERBS = {State.RUNNING: "resumed", State.PAUSED: "paused", State.STOPPED: "stopped"}


class CannotChange(Exception):
    """It is in this state already, or was stopped for good."""


@transaction.atomic
def change_programme(*, programme: Programme, state: str, by: User, now: datetime) -> Programme:
    """Pause, resume or stop a programme. Mails of earlier days leave all the same; their sends can be stopped."""
    row: Programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if row.state in {state, State.STOPPED}:
        raise CannotChange
    row.state = state
    row.save(update_fields=["state"])
    verb = f"programme.{VERBS[State(state)]}"
    write_event(organisation=row.organisation, verb=verb, subject=row, by=by, now=now)
    return row
