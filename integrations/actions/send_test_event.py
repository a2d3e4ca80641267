from datetime import datetime

from django.db import transaction

from integrations.actions.spread_events import spread_events
from integrations.models import WebhookEndpoint, WebhookEvent
from integrations.rules.webhook_events import TEST


@transaction.atomic
def send_test_event(*, endpoint: WebhookEndpoint, now: datetime) -> WebhookEvent:
    """An event that says nothing, to one endpoint only, to see whether it arrives. Nothing changes: no event."""
    event: WebhookEvent = WebhookEvent.objects.create(
        organisation=endpoint.organisation, kind=TEST, at=now, source={"endpoint": endpoint.pk}
    )
    spread_events(now=now)
    return event
