from datetime import datetime

from django.db import transaction
from django.db.models import Q

from delivery.models import OutboundMessage


@transaction.atomic
def release_messages(*, which: Q, reason: str, expires_at: datetime, now: datetime) -> int:
    """Let messages go that were held for `reason`; returns how many. The time to leave begins anew."""
    held = OutboundMessage.objects.filter(which, state=OutboundMessage.State.QUEUED, reason=reason)
    return held.update(next_at=now, expires_at=expires_at, reason="")
