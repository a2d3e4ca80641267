from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.actions.upsert_people import upsert_people
from contacts.models import Contact
from contacts.rules.person import Person


class ContactClash(Exception):
    """The e-mail belongs to one contact and the phone to another."""


@transaction.atomic
def upsert_contact(*, organisation: Organisation, person: Person, by: User | str, now: datetime) -> Contact:
    """Create a contact or update the one with this e-mail or phone; empty values do not erase.

    `person` comes from clean_person(). Raises ContactClash.
    """
    taken = upsert_people(organisation=organisation, people=[person], now=now)
    if taken.clashes:
        raise ContactClash
    contact: Contact = Contact.objects.of(organisation).get(
        **({"email": person.email} if person.email else {"phone": person.phone})
    )
    if taken.created or taken.updated or taken.duplicates:
        verb = "contact.created" if taken.created else "contact.updated"
        write_event(organisation=organisation, verb=verb, subject=contact, by=by, now=now)
    return contact
