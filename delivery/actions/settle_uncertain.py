from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.models import OutboundMessage

State = OutboundMessage.State


class AlreadySettled(Exception):
    """The message is not uncertain, or no longer."""


@transaction.atomic
def settle_uncertain(*, message: OutboundMessage, arrived: bool, by: User, now: datetime) -> OutboundMessage:
    """A person says what became of a message nobody was sure about. It is not sent again either way."""
    row: OutboundMessage = OutboundMessage.objects.select_for_update().get(pk=message.pk)
    if row.state != State.UNCERTAIN or row.organisation is None:
        raise AlreadySettled
    row.state = State.SENT if arrived else State.FAILED
    row.sent_at = (row.armed_at or now) if arrived else None
    row.reason = "settled_by_hand"
    row.owner = None
    row.save(update_fields=["state", "sent_at", "reason", "owner"])
    write_event(
        organisation=row.organisation, verb=f"message.marked_{row.state}", subject=row, by=by, now=now
    )
    return row
