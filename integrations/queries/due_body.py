"""What an endpoint is told of a customer whose time to buy again has come: docs/WEBHOOKS.md shows it."""

from typing import Any

from django.utils.dateparse import parse_datetime

from contacts.models import Standing
from contacts.queries.purchases import valid_purchases
from followup.models import DueReminding
from integrations.models import WebhookEvent
from integrations.queries.due_again import not_to_be_sold_to
from integrations.queries.json_parts import address, person, stamp


def due_body(event: WebhookEvent) -> dict[str, Any] | None:
    """None where they have bought since, or may not be sold to any more."""
    organisation, contact = event.organisation, event.contact
    assert contact is not None
    bought_at = parse_datetime(event.source["bought_at"])
    standing = Standing.objects.of(organisation).filter(contact=contact).select_related("product").first()
    if standing is None or standing.last_bought_at != bought_at:
        return None
    if valid_purchases(organisation).filter(contact=contact, bought_at__gt=bought_at).exists():
        return None  # the standing does not know of it yet
    if not_to_be_sold_to(organisation, [contact], now=event.at):
        return None
    product = standing.product
    return {
        "contact": person(contact),
        "product": {"name": product.name, "category": product.category} if product else None,
        "link": (product.link if product else "") or _usual_link(event),
        "last_bought_at": stamp(bought_at),
        "due_at": stamp(parse_datetime(event.source["due_at"])),
        "late_at": stamp(standing.late_at),
        "rhythm_days": standing.rhythm_days,
        "score": standing.score,
        "url": address("contacts:contact", organisation, contact.pk),
    }


def _usual_link(event: WebhookEvent) -> str:
    reminding = DueReminding.objects.of(event.organisation).filter(is_on=True).first()
    return reminding.url if reminding else ""
