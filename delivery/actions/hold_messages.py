from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from delivery.models import OutboundMessage

# Longer than anybody pauses; whoever holds messages lets them go again.
HELD = timedelta(days=3650)


@transaction.atomic
def hold_messages(*, which: Q, reason: str, now: datetime) -> int:
    """Keep waiting messages back until release_messages(); returns how many. One in handing over is left alone."""
    waiting = OutboundMessage.objects.filter(which, state=OutboundMessage.State.QUEUED)
    return waiting.update(next_at=now + HELD, reason=reason)
