from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Contact, Suppression


@transaction.atomic
def suppress(
    *, organisation: Organisation, channel: str, address: str, reason: str, by: User | str, now: datetime
) -> Suppression:
    """Never write to an address again. Asking twice changes nothing.

    What the person said outlives what a mail server said: a bounce gives way to an unsubscription or a complaint.
    """
    known = Suppression.objects.of(organisation).covering(channel, address).select_for_update().first()
    if known is None:
        known, created = Suppression.objects.get_or_create(
            organisation=organisation,
            channel=channel,
            address_hash=Suppression.hashes_of(address)[0],
            defaults={"reason": reason, "at": now},
        )
        if created:
            _journal(known, address, by, now)
    if known.reason == Suppression.Reason.BOUNCED and reason != Suppression.Reason.BOUNCED:
        known.reason, known.at = reason, now
        known.save(update_fields=["reason", "at"])
        _journal(known, address, by, now)
    return known


def _journal(suppression: Suppression, address: str, by: User | str, now: datetime) -> None:
    is_mail = suppression.channel == Suppression.Channel.EMAIL
    contact = Contact.objects.of(suppression.organisation).filter(
        **({"email__iexact": address} if is_mail else {"phone": address})
    )
    write_event(
        organisation=suppression.organisation,
        verb="address.suppressed",
        subject=suppression,
        by=by,
        now=now,
        data={
            "channel": suppression.channel,
            "reason": suppression.reason,
            "contact": contact.values_list("pk", flat=True).first(),
        },
    )
