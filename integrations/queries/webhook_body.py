"""What an endpoint is told about an event: docs/WEBHOOKS.md shows each of these."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from accounts.models import Organisation
from contacts.models import Contact
from followup.models import Case
from integrations.models import WebhookEvent
from integrations.rules.webhook_events import TEST
from responses.maths.scale import category
from surveys.models import Survey

Data = dict[str, Any]


def webhook_body(event: WebhookEvent) -> Data | None:
    """The JSON of an event; None if what it is about is gone, or only a sample. Notes whom it is about."""
    data = _data(event)
    if data is None:
        return None
    return {
        "id": event.name,
        "type": event.kind,
        "timestamp": _stamp(event.at),
        "organisation": event.organisation.slug,
        "data": data,
    }


def _data(event: WebhookEvent) -> Data | None:
    if event.kind == TEST:
        return {"message": "Hello from Promotor"}
    if event.kind == "answer.taken_back":
        return {"id": _number(event)}
    topic = event.kind.partition(".")[0]
    return {"answer": _answer, "case": _case, "contact": _left}[topic](event)


def _answer(event: WebhookEvent) -> Data | None:
    row = event.source
    survey = Survey.objects.of(event.organisation).filter(pk=row["survey"]).values("id", "name").first()
    if survey is None:
        return None
    return {
        "id": row["id"],
        "score": row["score"],
        "category": category(row["score"]),
        "comment": row["comment"],
        "wants_contact": row["wants_contact"],
        "language": row["language"],
        "channel": row["channel"],
        "answered_at": _stamp(parse_datetime(row["answered_at"])),
        "changed_at": _stamp(parse_datetime(row["updated_at"])),
        "survey": survey,
        "properties": row["properties"],
        "contact": _person(event.contact),
        "url": _address("responses:response", event.organisation, row["id"]),
    }


def _case(event: WebhookEvent) -> Data | None:
    cases = Case.objects.of(event.organisation).select_related("contact", "cause", "owner", "response")
    case = cases.filter(pk=_number(event)).first()
    if case is None or case.response.is_sample:
        return None
    event.contact = case.contact
    return {
        "id": case.pk,
        "score": case.score,
        "opened_at": _stamp(case.opened_at),
        "due_at": _stamp(case.due_at),
        "closed_at": _stamp(case.closed_at),
        "cause": case.cause.name if case.cause else None,
        "outcome": case.outcome or None,
        "merged_into": case.merged_into_id,
        "owner": case.owner.email if case.owner else None,
        "answer": {"id": case.response_id},
        "contact": _person(case.contact),
        "url": _address("followup:case", event.organisation, case.pk),
    }


def _left(event: WebhookEvent) -> Data:
    told = event.source["data"]
    contacts = Contact.objects.of(event.organisation)
    event.contact = contacts.filter(pk=told["contact"]).first() if told.get("contact") else None
    return {"channel": told["channel"], "reason": told["reason"], "contact": _person(event.contact)}


def _person(contact: Contact | None) -> Data | None:
    if contact is None:
        return None
    return {"id": contact.pk, "name": contact.name, "email": contact.email, "phone": contact.phone}


def _number(event: WebhookEvent) -> int:
    return int(event.source["subject"].partition(":")[2])


def _address(name: str, organisation: Organisation, pk: int) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[organisation.slug, pk])}"


def _stamp(moment: datetime | None) -> str | None:
    """As RFC 3339 has it, in UTC."""
    return (
        None
        if moment is None
        else moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    )
