from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from contacts.models import Contact


@transaction.atomic
def ask_less_often(*, contact: Contact, until: datetime, by: User | str, now: datetime) -> None:
    """Do not ask a person before a day they were promised. Wishing it twice does not bring the day nearer."""
    row = Contact.objects.of(contact.organisation).select_for_update(no_key=True).get(pk=contact.pk)
    if row.ask_not_before is None or row.ask_not_before < until:
        row.ask_not_before = until
        row.save(update_fields=["ask_not_before"])
        write_event(organisation=row.organisation, verb="contact.asked_less", subject=row, by=by, now=now)
    contact.ask_not_before = row.ask_not_before
