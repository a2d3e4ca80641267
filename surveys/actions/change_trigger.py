from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from surveys.actions.change_programme import CannotChange
from surveys.actions.pause_campaign import pause_campaign
from surveys.actions.resume_campaign import resume_campaign
from surveys.actions.stop_campaign import RUNNING, STOPPABLE, stop_campaign
from surveys.models import Campaign, EventAsk, Trigger

State = Trigger.State
VERBS = {State.RUNNING: "resumed", State.PAUSED: "paused", State.STOPPED: "stopped"}


@transaction.atomic
def change_trigger(*, trigger: Trigger, state: str, by: User, now: datetime) -> Trigger:
    """Pause, resume or stop a trigger, with the mails that wait for the day of their people.

    While it pauses, events are kept on its list; who is more than a week late by then is dropped. Stopping drops
    everybody who waits. Raises CannotChange when it is in this state already or was stopped for good.
    """
    row: Trigger = Trigger.objects.select_for_update().get(pk=trigger.pk)
    if row.state in {state, State.STOPPED}:
        raise CannotChange
    row.state = state
    row.save(update_fields=["state"])
    sends = Campaign.objects.of(row.organisation).filter(trigger=row)
    if state == State.PAUSED:
        for send in sends.filter(state__in=RUNNING):
            pause_campaign(campaign=send, by=by, now=now)
    elif state == State.RUNNING:
        for send in sends.filter(state=Campaign.State.PAUSED):
            resume_campaign(campaign=send, by=by, now=now)
    else:
        for send in sends.filter(state__in=STOPPABLE):
            stop_campaign(campaign=send, by=by, now=now)
        waiting = EventAsk.objects.of(row.organisation).filter(trigger=row, state=EventAsk.State.WAITING)
        waiting.update(state=EventAsk.State.DROPPED, reason="stopped", decided_at=now)
    verb = f"trigger.{VERBS[State(state)]}"
    write_event(organisation=row.organisation, verb=verb, subject=row, by=by, now=now)
    return row
