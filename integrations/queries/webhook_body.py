"""What an endpoint is told about an event: docs/WEBHOOKS.md shows each of these."""

from typing import Any

from django.utils.dateparse import parse_datetime

from contacts.models import Contact
from followup.models import Case
from integrations.models import WebhookEvent
from integrations.queries.case_body import case_body
from integrations.queries.due_body import due_body
from integrations.queries.json_parts import address, person, stamp
from integrations.rules.webhook_events import REPURCHASE_DUE, TEST
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
        "timestamp": stamp(event.at),
        "organisation": event.organisation.slug,
        "data": data,
    }


def _data(event: WebhookEvent) -> Data | None:
    if event.kind == TEST:
        return {"message": "Hello from Promotor"}
    if event.kind == "answer.taken_back":
        return {"id": _number(event)}
    if event.kind == REPURCHASE_DUE:
        return due_body(event)
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
        "answered_at": stamp(parse_datetime(row["answered_at"])),
        "changed_at": stamp(parse_datetime(row["updated_at"])),
        "survey": survey,
        "properties": row["properties"],
        "contact": person(event.contact),
        "url": address("responses:response", event.organisation, row["id"]),
    }


def _case(event: WebhookEvent) -> Data | None:
    cases = Case.objects.of(event.organisation).select_related(
        "organisation", "contact", "cause", "owner", "response"
    )
    case = cases.filter(pk=_number(event)).first()
    if case is None or case.response.is_sample:
        return None
    event.contact = case.contact
    return case_body(case)


def _left(event: WebhookEvent) -> Data:
    told = event.source["data"]
    contacts = Contact.objects.of(event.organisation)
    event.contact = contacts.filter(pk=told["contact"]).first() if told.get("contact") else None
    return {"channel": told["channel"], "reason": told["reason"], "contact": person(event.contact)}


def _number(event: WebhookEvent) -> int:
    return int(event.source["subject"].partition(":")[2])
