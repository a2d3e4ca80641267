from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from accounts.models import Organisation
from contacts.actions.upsert_purchases import upsert_purchases
from contacts.models import Contact, CustomerEvent, Purchase
from contacts.rules.customer_event import PURCHASE
from contacts.rules.purchase import told_by_event
from contacts.rules.segment_rules import parse_rules
from surveys.actions.earn_customer import UnknownCode, earn_customer
from surveys.models import EventAsk, Trigger
from surveys.rules.event_filter import matches

# The property of an event that holds the code of a referral link.
REF = "ref"


class Recorded(NamedTuple):
    """An event as it is kept, whether it is new, and who will be asked because of it, and when."""

    event: CustomerEvent
    is_new: bool
    asks: list[EventAsk]


@transaction.atomic
def record_event(
    *,
    organisation: Organisation,
    contact: Contact,
    name: str,
    external_id: str,
    occurred_at: datetime,
    properties: dict[str, Any],
    source: str,
    now: datetime,
) -> Recorded:
    """Keep an event and put its asking on the list of every trigger that means it.

    The same name and id again changes nothing, whatever else it says. Whether the person may be asked is decided
    when the time comes (ask_after_events). A paused trigger listens all the same: nobody is forgotten by a pause.
    """
    event, is_new = CustomerEvent.objects.get_or_create(
        organisation=organisation,
        name=name,
        external_id=external_id,
        defaults={
            "contact": contact,
            "occurred_at": occurred_at,
            "received_at": now,
            "properties": properties,
            "source": source,
        },
    )
    if not is_new:
        asks = EventAsk.objects.of(organisation).filter(event=event).select_related("trigger__survey")
        return Recorded(event, is_new, list(asks.order_by("pk")))
    if name == PURCHASE:
        _keep_purchase(event)
    _count_friend(event, contact, now)
    return Recorded(event, is_new, _arrange(organisation, event))


def _keep_purchase(event: CustomerEvent) -> None:
    """A purchase that is told as an event is one of the contact's purchases, too."""
    bought = told_by_event(event.external_id, event.occurred_at, event.properties)
    upsert_purchases(
        organisation=event.organisation,
        purchases=[bought],
        source=Purchase.Source.EVENT,
        now=event.received_at,
        contact=event.contact,
    )


def _count_friend(event: CustomerEvent, contact: Contact, now: datetime) -> None:
    """An event with the code of a referral link among its properties makes its customer an earned one, once."""
    code = event.properties.get(REF)
    if isinstance(code, str):
        with suppress(UnknownCode):
            earn_customer(
                organisation=event.organisation,
                code=code,
                customer=f"contact:{contact.pk}",
                contact=contact,
                now=now,
            )


def _arrange(organisation: Organisation, event: CustomerEvent) -> list[EventAsk]:
    listening = Trigger.objects.of(organisation).filter(event_name=event.name)
    triggers = listening.exclude(state=Trigger.State.STOPPED).select_related("survey").order_by("pk")
    return EventAsk.objects.bulk_create(
        EventAsk(
            organisation=organisation,
            trigger=trigger,
            event=event,
            contact_id=event.contact_id,
            due_at=event.occurred_at + trigger.delay,
        )
        for trigger in triggers
        if matches(event.properties, parse_rules(trigger.conditions))
    )
