from datetime import datetime

from django.db import transaction

from accounts.models import User
from contacts.actions.erase_contact import erase_contact
from contacts.models import Contact
from delivery.actions.scrub_messages import scrub_messages
from surveys.models import Invitation


@transaction.atomic
def erase_person(*, contact: Contact, by: User | str, now: datetime) -> None:
    """Delete a contact everywhere: the ledger forgets the address, too.

    Answers stay as numbers without a person; a suppressed address stays suppressed, as a keyed hash.
    """
    asked = Invitation.objects.of(contact.organisation).filter(contact=contact)
    references = [f"invitation:{pk}" for pk in asked.values_list("pk", flat=True)]
    scrub_messages(organisation=contact.organisation, references=references)
    erase_contact(contact=contact, by=by, now=now)
