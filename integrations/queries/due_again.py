"""Customers whose time to buy again has come and of whom other systems may hear."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organisation
from contacts.models import Contact, Standing, Suppression
from contacts.queries.suppressed import suppressed_among
from followup.queries.promotion_audience import open_case_among
from integrations.models import DueNotice, WebhookEndpoint
from integrations.rules.webhook_events import REPURCHASE_DUE

# A time that came longer ago is no news; nobody hears of last year when an endpoint is added.
FRESH: Final = timedelta(days=7)


def listening() -> list[Organisation]:
    """The organisations with an endpoint that wants to hear of it."""
    endpoints = WebhookEndpoint.objects.filter(events__contains=[REPURCHASE_DUE])
    endpoints = endpoints.exclude(state=WebhookEndpoint.State.OFF)
    return list(Organisation.objects.filter(pk__in=endpoints.values("organisation")).order_by("pk"))


def due_again(organisation: Organisation, *, now: datetime) -> QuerySet[Standing]:
    """Standings that came due these days and were not told of, by the customer's id."""
    told = DueNotice.objects.of(organisation).filter(
        contact=OuterRef("contact"), bought_at=OuterRef("last_bought_at")
    )
    found: QuerySet[Standing] = Standing.objects.of(organisation).filter(
        rhythm=Standing.Rhythm.DUE,
        stale=False,
        due_at__gt=now - FRESH,
        due_at__lte=now,
        contact__is_sample=False,
    )
    return found.exclude(Exists(told)).select_related("contact", "product").order_by("pk")


def not_to_be_sold_to(organisation: Organisation, contacts: Sequence[Contact], *, now: datetime) -> set[int]:
    """Those (their ids) with an open case, and those who do not wish to be written to."""
    found = open_case_among(organisation, [contact.pk for contact in contacts])
    emails = suppressed_among(organisation, Suppression.Channel.EMAIL, [one.email for one in contacts])
    phones = suppressed_among(organisation, Suppression.Channel.PHONE, [one.phone for one in contacts])
    return found | {
        contact.pk
        for contact in contacts
        if contact.email in emails
        or contact.phone in phones
        or contact.email_consent == "no"
        or (contact.ask_not_before is not None and now < contact.ask_not_before)
    }
