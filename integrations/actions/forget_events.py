from datetime import datetime, timedelta

from django.db import transaction

from integrations.models import WebhookEvent

# As long as somebody may want to have them again.
KEPT = timedelta(days=30)


@transaction.atomic
def forget_events(*, now: datetime) -> int:
    """Delete what was announced more than 30 days ago: it names people. The ledger's rows stay, without content."""
    return WebhookEvent.objects.filter(spread_at__lt=now - KEPT).delete()[0]
