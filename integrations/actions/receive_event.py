from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Organisation
from contacts.actions.upsert_contact import ContactClash
from contacts.actions.upsert_people import upsert_people
from contacts.models import Contact
from contacts.rules.person import Person
from surveys.actions.record_event import Recorded, record_event


@transaction.atomic
def receive_event(
    *,
    organisation: Organisation,
    person: Person,
    name: str,
    external_id: str,
    occurred_at: datetime,
    properties: dict[str, Any],
    source: str,
    now: datetime,
) -> Recorded:
    """Take in an event with the person it is about, who becomes a contact if they were none. Raises ContactClash.

    No line in the journal: an event is its own record.
    """
    # Another event may create the same contact at this moment: then it is there at the second look.
    for _ in range(2):
        if not upsert_people(organisation=organisation, people=[person], now=now).clashes:
            break
    else:
        raise ContactClash
    address = {"email": person.email} if person.email else {"phone": person.phone}
    return record_event(
        organisation=organisation,
        contact=Contact.objects.of(organisation).get(**address),
        name=name,
        external_id=external_id,
        occurred_at=occurred_at,
        properties=properties,
        source=source,
        now=now,
    )
