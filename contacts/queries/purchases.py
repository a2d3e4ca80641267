"""What a customer bought. A purchase counts when it is of a known contact, not cancelled, and not paid back in full."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Organisation
from contacts.models import Contact, Purchase


def valid_purchases(
    organisation: Organisation, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Purchase]:
    """Every purchase that counts, in a half-open window of time."""
    found: QuerySet[Purchase] = Purchase.objects.of(organisation).valid()
    if since is not None:
        found = found.filter(bought_at__gte=since)
    return found if until is None else found.filter(bought_at__lt=until)


def purchases_of(contact: Contact) -> QuerySet[Purchase]:
    """The valid purchases of one customer, the oldest first, each with its product."""
    found = valid_purchases(contact.organisation).filter(contact=contact)
    return found.select_related("product").order_by("bought_at", "pk")
