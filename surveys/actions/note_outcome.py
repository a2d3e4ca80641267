from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from contacts.actions.suppress import suppress
from contacts.models import Suppression
from delivery.models import OutboundMessage
from surveys.models import Invitation

Ledger = OutboundMessage.State
STATES = {
    Ledger.SENT: Invitation.State.SENT,
    Ledger.UNCERTAIN: Invitation.State.UNCERTAIN,
    Ledger.FAILED: Invitation.State.FAILED,
    Ledger.EXPIRED: Invitation.State.FAILED,
    Ledger.SUPPRESSED: Invitation.State.SKIPPED,
    Ledger.CANCELLED: Invitation.State.CANCELLED,
}


@transaction.atomic(savepoint=False)
def note_outcome(*, message: OutboundMessage, now: datetime) -> None:
    """Bring an invitation to the state its ledger row has reached. Doing it again changes nothing.

    A mail that has left is "sent" whatever we wished meanwhile; every other outcome needs an open invitation.
    """
    state = STATES[Ledger(message.state)]
    rows = Invitation.objects.filter(pk=int(message.reference.partition(":")[2]))
    if state == Invitation.State.SENT:
        rows.exclude(state=state).update(state=state, sent_at=message.sent_at or Now(), reason="")
        return
    still_open = [Invitation.State.PLANNED, Invitation.State.UNCERTAIN]
    if message.reason == "bad_address":  # it may have come back after it was sent
        still_open.append(Invitation.State.SENT)
    open_rows = rows.filter(state__in=still_open)
    open_rows.update(state=state, reason=message.reason or str(message.state))
    if message.reason == "bad_address" and message.organisation is not None:
        suppress(
            organisation=message.organisation,
            channel=Suppression.Channel.EMAIL,
            address=message.recipient,
            reason=Suppression.Reason.BOUNCED,
            by="system",
            now=now,
        )
