from datetime import datetime
from typing import Any

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
    if message.kind == OutboundMessage.Kind.REMINDER:
        _note_reminder(message)
        _suppress(message, now)
        return
    if message.kind in {OutboundMessage.Kind.REPLY, OutboundMessage.Kind.OFFER}:
        _suppress(message, now)  # what became of it says nothing about an invitation
        return
    state = STATES[Ledger(message.state)]
    rows = Invitation.objects.filter(pk=int(message.reference.partition(":")[2]))
    if state == Invitation.State.SENT:
        rows.exclude(state=state).update(
            state=state, sent_at=message.sent_at or Now(), asked_at=message.sent_at or Now(), reason=""
        )
        return
    still_open = [Invitation.State.PLANNED, Invitation.State.UNCERTAIN]
    if message.reason == "bad_address":  # it may have come back after it was sent
        still_open.append(Invitation.State.SENT)
    open_rows = rows.filter(state__in=still_open)
    fields: dict[str, Any] = {"state": state, "reason": message.reason or str(message.state)}
    if state == Invitation.State.UNCERTAIN:
        fields["asked_at"] = message.armed_at or Now()  # perhaps they have it: the pause counts from here
    open_rows.update(**fields)
    _suppress(message, now)


def _note_reminder(message: OutboundMessage) -> None:
    """A reminder that left proves nothing bad of its invitation; of an uncertain one it is the invitation itself."""
    rows = Invitation.objects.filter(pk=int(message.reference.partition(":")[2]))
    if message.state in {Ledger.SENT, Ledger.UNCERTAIN}:
        rows.update(asked_at=message.sent_at or message.armed_at or Now())
    if message.state == Ledger.SENT:
        uncertain = rows.filter(state=Invitation.State.UNCERTAIN)
        uncertain.update(state=Invitation.State.SENT, sent_at=message.sent_at or Now(), reason="")


def _suppress(message: OutboundMessage, now: datetime) -> None:
    """Nobody there, or a person who told the provider to stop us: never to this address again."""
    reasons = {"bad_address": Suppression.Reason.BOUNCED}
    if message.state == Ledger.SUPPRESSED:
        reasons["unsubscribed"] = Suppression.Reason.UNSUBSCRIBED
    reason = reasons.get(message.reason)
    if reason is not None and message.organisation is not None:
        suppress(
            organisation=message.organisation,
            channel=Suppression.channel_of(message.channel),
            address=message.recipient,
            reason=reason,
            by="system",
            now=now,
        )
