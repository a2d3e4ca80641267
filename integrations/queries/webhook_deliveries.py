"""What an endpoint was told lately, and how much it was not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Organisation
from delivery.models import OutboundMessage
from integrations.models import WebhookDelivery, WebhookEndpoint

SHOWN = 25
State = OutboundMessage.State
WAITING = [State.QUEUED, State.LEASED, State.ARMED]
NOT_TAKEN = [State.FAILED, State.CANCELLED]


@dataclass(frozen=True)
class EndpointLine:
    """An endpoint and its last 30 days."""

    endpoint: WebhookEndpoint
    taken: int
    waiting: int
    not_taken: int


def endpoint_lines(organisation: Organisation) -> list[EndpointLine]:
    """Every endpoint of an organisation, in the order they were added."""
    endpoints = WebhookEndpoint.objects.of(organisation).annotate(
        taken=_count([State.SENT]), waiting_n=_count(WAITING), not_taken=_count(NOT_TAKEN)
    )
    return [EndpointLine(row, row.taken, row.waiting_n, row.not_taken) for row in endpoints.order_by("pk")]


def last_deliveries(endpoint: WebhookEndpoint) -> list[WebhookDelivery]:
    """The newest first."""
    rows = WebhookDelivery.objects.of(endpoint.organisation).filter(endpoint=endpoint)
    return list(rows.select_related("event", "message").order_by("-pk")[:SHOWN])


def _count(states: Sequence[str]) -> Count:
    return Count("deliveries", filter=Q(deliveries__message__state__in=states))
