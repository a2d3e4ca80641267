import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from delivery.models import OutboundMessage

State = OutboundMessage.State


@transaction.atomic
def put_back(
    *,
    message: OutboundMessage,
    owner: uuid.UUID,
    wait: timedelta,
    reason: str,
    counts: bool,
    code: int | None = None,
) -> None:
    """Let a message that did not leave try again after a while; `counts`: this was one of its attempts."""
    mine = OutboundMessage.objects.filter(pk=message.pk, owner=owner, state__in=[State.LEASED, State.ARMED])
    mine.update(
        state=State.QUEUED,
        owner=None,
        lease_until=None,
        armed_at=None,
        next_at=Now() + wait,
        attempts=F("attempts") + (1 if counts else 0),
        reason=reason,
        smtp_code=code,
    )
