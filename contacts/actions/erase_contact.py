from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from contacts.models import Contact


@transaction.atomic
def erase_contact(*, contact: Contact, by: User | str, now: datetime) -> None:
    """Delete a contact. Answers stay as numbers without a person; a suppressed address stays suppressed."""
    write_event(organisation=contact.organisation, verb="contact.erased", subject=contact, by=by, now=now)
    contact.delete()
