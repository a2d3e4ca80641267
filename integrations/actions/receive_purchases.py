from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Organisation
from contacts.actions.upsert_purchases import Stored, upsert_purchases
from contacts.models import CustomerEvent, Purchase
from contacts.rules.customer_event import PURCHASE
from contacts.rules.money import from_minor
from contacts.rules.purchase import Bought
from surveys.actions.record_event import record_event


@transaction.atomic
def receive_purchases(*, organisation: Organisation, purchases: Sequence[Bought], now: datetime) -> Stored:
    """Keep the purchases a program tells; a new one of a known customer is an event, too, after which may be asked."""
    stored = upsert_purchases(
        organisation=organisation, purchases=purchases, source=Purchase.Source.API, now=now
    )
    rows = Purchase.objects.of(organisation).valid().filter(external_id__in=stored.new)
    for row in rows.select_related("contact", "product").order_by("bought_at", "pk"):
        row.contact.organisation = organisation
        record_event(
            organisation=organisation,
            contact=row.contact,
            name=PURCHASE,
            external_id=row.external_id,
            occurred_at=row.bought_at,
            properties=_said(row),
            source=CustomerEvent.Source.API,
            now=now,
        )
    return stored


def _said(row: Purchase) -> dict[str, str | float]:
    """What the conditions of a trigger may look at."""
    said: dict[str, str | float] = {}
    if row.amount is not None:
        said |= {"amount": float(from_minor(row.amount, row.currency)), "currency": row.currency}
    if row.product is not None:
        said |= {"product": row.product.name}
        said |= {"category": row.product.category} if row.product.category else {}
    return said
