from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation
from contacts.models import Contact
from surveys.models import EarnedCustomer, ReferralLink


class UnknownCode(Exception):
    """No referral link of this organisation has the code."""


@transaction.atomic
def earn_customer(
    *, organisation: Organisation, code: str, customer: str, now: datetime, contact: Contact | None = None
) -> tuple[EarnedCustomer | None, bool]:
    """Count a new customer for a link, once, whoever's link is named later; returns it, and whether it is new.

    Nobody earns themselves: (None, False). Raises UnknownCode.
    """
    link = ReferralLink.objects.of(organisation).of_code(code).first()
    if link is None:
        raise UnknownCode
    if contact is not None and link.contact_id == contact.pk:
        return None, False
    earned, created = EarnedCustomer.objects.get_or_create(
        organisation=organisation, customer=customer, defaults={"link": link, "at": now}
    )
    if created:
        write_event(organisation=organisation, verb="customer.earned", subject=link, by="system", now=now)
    return earned, created
