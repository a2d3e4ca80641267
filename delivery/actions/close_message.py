import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from delivery.models import OutboundMessage

Settled = Callable[[OutboundMessage], None]
State = OutboundMessage.State
ARMED_OR_LATE = (State.ARMED, State.UNCERTAIN)


@transaction.atomic
def close_message(
    *,
    message: OutboundMessage,
    owner: uuid.UUID,
    state: str,
    settled: Settled | None,
    reason: str = "",
    smtp_code: int | None = None,
    provider_ref: str = "",
    segments: int | None = None,
) -> bool:
    """Write a message's final state, and what it means to the room that sends it, in one transaction.

    False when the row is no longer `owner`'s. "Sent" is also accepted from "uncertain": the server's answer
    may come after the lease was over. The content is wiped; nothing needs it any more.
    """
    fields: dict[str, Any] = {"state": state, "reason": reason[:200], "smtp_code": smtp_code, "payload": {}}
    if state == State.SENT:
        fields["sent_at"] = Now()
        fields["provider_ref"] = provider_ref[:120]
        fields["segments"] = segments
    allowed = ARMED_OR_LATE if state in {State.SENT, State.UNCERTAIN} else (State.LEASED, State.ARMED)
    mine = OutboundMessage.objects.filter(pk=message.pk, owner=owner, state__in=allowed)
    if not mine.update(**fields):
        return False
    message.state, message.reason = state, reason[:200]
    if settled is not None:
        settled(message)
    return True
