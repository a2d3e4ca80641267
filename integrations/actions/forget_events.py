from datetime import datetime, timedelta

from django.db import transaction

from delivery.models import OutboundMessage
from integrations.models import WebhookDelivery, WebhookEvent

# As long as somebody may want to have them again.
KEPT = timedelta(days=30)
State = OutboundMessage.State


@transaction.atomic
def forget_events(*, now: datetime) -> int:
    """Delete what happened more than 30 days ago: it names people. The ledger's rows stay, without content.

    What still waits for an endpoint that is paused is not sent any more.
    """
    old = WebhookEvent.objects.filter(spread_at__lt=now - KEPT)
    waiting = WebhookDelivery.objects.filter(event__in=old, message__state=State.QUEUED)
    late = OutboundMessage.objects.filter(pk__in=waiting.values("message"))
    late.update(state=State.EXPIRED, reason="expired")
    return old.delete()[0]
