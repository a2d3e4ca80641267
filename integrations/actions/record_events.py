from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from contacts.models import Contact, CustomerEvent
from contacts.rules.person import Person
from integrations.models import ImportJob
from integrations.rules.told import Told
from surveys.actions.record_event import record_event


@transaction.atomic
def record_events(*, job: ImportJob, told: Sequence[tuple[Person, Told | None]], now: datetime) -> int:
    """Keep the events of some rows of a file, whose people are contacts already; returns how many were new."""
    events = [(person, event) for person, event in told if event is not None]
    contacts = Contact.objects.of(job.organisation)
    emails = contacts.filter(email__in={person.email for person, _ in events if person.email})
    by_email = {contact.email: contact for contact in emails}
    phones = contacts.filter(phone__in={person.phone for person, _ in events if person.phone})
    by_phone = {contact.phone: contact for contact in phones}
    new = 0
    for person, event in events:
        contact = by_email.get(person.email) or by_phone.get(person.phone)
        if contact is None:  # erased at this very moment
            continue
        contact.organisation = job.organisation
        recorded = record_event(
            organisation=job.organisation,
            contact=contact,
            name=job.event_name,
            external_id=event.external_id,
            occurred_at=event.occurred_at or job.started_at or now,
            properties=event.properties,
            source=CustomerEvent.Source.FILE,
            now=now,
        )
        new += recorded.is_new
    return new
