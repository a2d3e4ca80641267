import logging
from datetime import datetime

from django.db import transaction

from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import Channel, OutboundMessage
from integrations.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from integrations.queries.webhook_body import webhook_body
from integrations.rules.webhook_events import TEST

logger = logging.getLogger(__name__)
BATCH = 200
LISTENING = (WebhookEndpoint.State.ACTIVE, WebhookEndpoint.State.PAUSED)


@transaction.atomic
def spread_events(*, now: datetime) -> int:
    """Word what has happened, and put it into the ledger for everyone who wants to hear; returns how many events.

    Several may run at once: each takes events of its own. One that cannot be worded keeps no other waiting.
    """
    rows = WebhookEvent.objects.filter(spread_at=None).select_for_update(of=("self",), skip_locked=True)
    events = list(rows.select_related("organisation", "contact").order_by("pk")[:BATCH])
    for event in events:
        try:
            with transaction.atomic():
                event.body = webhook_body(event)
        except Exception:
            logger.exception("event %s could not be worded", event.pk)
        event.spread_at = now
    WebhookEvent.objects.bulk_update(events, ["body", "contact", "spread_at"])
    endpoints = WebhookEndpoint.objects.filter(
        organisation__in={event.organisation_id for event in events}, state__in=LISTENING
    )
    pairs = [
        (endpoint, event)
        for event in events
        if event.body is not None
        for endpoint in endpoints
        if _wants(endpoint, event)
    ]
    put_into_ledger(pairs=pairs, now=now)
    return len(events)


def put_into_ledger(
    *, pairs: list[tuple[WebhookEndpoint, WebhookEvent]], now: datetime, turn: int = 0
) -> None:
    """One message for each pair; `turn` counts how often it was asked for again."""
    keys = {f"hook:{endpoint.pk}:{event.pk}:{turn}": (endpoint, event) for endpoint, event in pairs}
    drafts = [
        Draft(
            kind=OutboundMessage.Kind.WEBHOOK,
            policy=OutboundMessage.Policy.RESEND,
            channel=Channel.HOOK,
            dedup_key=key,
            recipient=endpoint.shown,
            reference=endpoint.reference,
            organisation=event.organisation,
        )
        for key, (endpoint, event) in keys.items()
    ]
    enqueue_many(drafts=drafts, now=now)
    written = OutboundMessage.objects.filter(dedup_key__in=keys).values_list("dedup_key", "pk")
    deliveries = [
        WebhookDelivery(
            organisation_id=keys[key][1].organisation_id,
            endpoint=keys[key][0],
            event=keys[key][1],
            message_id=pk,
        )
        for key, pk in written
    ]
    WebhookDelivery.objects.bulk_create(deliveries, ignore_conflicts=True)


def _wants(endpoint: WebhookEndpoint, event: WebhookEvent) -> bool:
    if endpoint.organisation_id != event.organisation_id:
        return False
    return (
        event.source.get("endpoint") == endpoint.pk if event.kind == TEST else event.kind in endpoint.events
    )
