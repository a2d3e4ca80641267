from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from delivery.actions.close_message import close_message
from delivery.models import OutboundMessage
from surveys.actions.note_outcome import note_outcome
from surveys.models import Invitation, LinkHit

BATCH = 1000
SETTLED = (
    OutboundMessage.State.SENT,
    OutboundMessage.State.FAILED,
    OutboundMessage.State.SUPPRESSED,
    OutboundMessage.State.EXPIRED,
    OutboundMessage.State.CANCELLED,
)


@transaction.atomic
def reconcile_invitations(*, now: datetime) -> int:
    """Repair invitations that did not hear of their message's fate; returns how many.

    An uncertain invitation whose link was opened, or that was answered, has plainly arrived: nobody knew the link
    before. Whether a person or a mail scanner came is all the same here.
    """
    _close_visited(now)
    planned = _messages(Invitation.State.PLANNED, [*SETTLED, OutboundMessage.State.UNCERTAIN])
    uncertain = _messages(Invitation.State.UNCERTAIN, SETTLED)
    stale = [*planned, *uncertain]
    for message in stale:
        note_outcome(message=message, now=now)
    return len(stale)


def _messages(invitation_state: str, states: list[str] | tuple[str, ...]) -> list[OutboundMessage]:
    """Ledger rows in one of `states` whose invitation still says `invitation_state`."""
    waiting = (
        Invitation.objects.filter(state=invitation_state)
        .annotate(key=Concat(Value("invitation:"), Cast(F("pk"), CharField()), output_field=CharField()))
        .values("key")
    )
    rows = OutboundMessage.objects.filter(dedup_key__in=waiting, state__in=states)
    return list(rows.select_related("organisation")[:BATCH])


def _close_visited(now: datetime) -> None:
    visited = Exists(LinkHit.objects.filter(invitation=OuterRef("pk")))
    arrived = Invitation.objects.filter(
        Q(answered_at__isnull=False) | visited, state=Invitation.State.UNCERTAIN
    )
    keys = [f"invitation:{pk}" for pk in arrived.values_list("pk", flat=True)[:BATCH]]
    for message in OutboundMessage.objects.filter(
        dedup_key__in=keys, state=OutboundMessage.State.UNCERTAIN, owner__isnull=False
    ):
        if message.owner is not None and close_message(
            message=message, owner=message.owner, state=OutboundMessage.State.SENT, settled=None
        ):
            note_outcome(message=message, now=now)
