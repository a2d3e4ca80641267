from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Contact
from contacts.rules.person import Person, values_of


class ContactTaken(Exception):
    """Another contact already has this e-mail, phone or number. `field` says which, `contact` who."""

    def __init__(self, field: str, contact: Contact | None) -> None:
        super().__init__(field)
        self.field = field
        self.contact = contact


@transaction.atomic
def save_contact(
    *,
    organisation: Organisation,
    person: Person,
    by: User | str,
    now: datetime,
    contact: Contact | None = None,
) -> Contact:
    """Create a contact, or give an existing one exactly these values. Raises ContactTaken."""
    verb = "contact.updated" if contact else "contact.created"
    contact = contact or Contact(organisation=organisation, created_at=now)
    for field in ("email", "phone", "external_id"):
        address = getattr(person, field)
        same = Contact.objects.of(organisation).filter(**{f"{field}__iexact": address}).exclude(pk=contact.pk)
        if address and (other := same.first()):
            raise ContactTaken(field, other)
    for field, value in values_of(person).items():
        setattr(contact, field, value)
    contact.updated_at = now
    contact.is_sample = False  # a person somebody cares for stays when the sample data goes
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError as error:  # the same address was saved a moment ago
        field = next((name for name in ("phone", "number") if name in str(error)), "email")
        field = field.replace("number", "external_id")
        raise ContactTaken(field, None) from error
    write_event(organisation=organisation, verb=verb, subject=contact, by=by, now=now)
    return contact
