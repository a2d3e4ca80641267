from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.models import OutboundMessage
from integrations.actions.spread_events import put_into_ledger
from integrations.models import WebhookDelivery, WebhookEndpoint, WebhookEvent

NOT_TAKEN = [OutboundMessage.State.FAILED, OutboundMessage.State.CANCELLED]
MOST = 1000


class NotListening(Exception):
    """An endpoint that is switched off gets nothing: switch it on first."""


@transaction.atomic
def replay_events(
    *, endpoint: WebhookEndpoint, by: User, now: datetime, events: Sequence[WebhookEvent] | None = None
) -> int:
    """Send events again, under their old names; without `events`, all that were not taken. Returns how many.

    Asked for twice at once it is done once. Raises NotListening.
    """
    if endpoint.state == WebhookEndpoint.State.OFF:
        raise NotListening
    chosen = _not_taken(endpoint) if events is None else list(events)
    turns = dict(
        WebhookDelivery.objects.of(endpoint.organisation)
        .filter(endpoint=endpoint, event__in=chosen)
        .order_by()
        .values_list("event")
        .annotate(n=Count("pk"))
    )
    for turn in sorted(set(turns.values())):
        pairs = [(endpoint, event) for event in chosen if turns.get(event.pk) == turn]
        put_into_ledger(pairs=pairs, now=now, turn=turn)
    if chosen:
        write_event(
            organisation=endpoint.organisation,
            verb="webhook.replayed",
            subject=endpoint,
            by=by,
            now=now,
            data={"events": len(chosen)},
        )
    return len(chosen)


def _not_taken(endpoint: WebhookEndpoint) -> list[WebhookEvent]:
    """Those whose every attempt has ended without being taken."""
    deliveries = WebhookDelivery.objects.of(endpoint.organisation).filter(endpoint=endpoint)
    over = deliveries.filter(message__state__in=NOT_TAKEN).values("event")
    other = deliveries.exclude(message__state__in=NOT_TAKEN).values("event")
    events = WebhookEvent.objects.of(endpoint.organisation).select_related("organisation")
    return list(events.filter(pk__in=over).exclude(pk__in=other).order_by("pk")[:MOST])
