"""A case as programs read it: docs/API.md and docs/WEBHOOKS.md show it."""

from datetime import datetime
from typing import Any

from accounts.models import Organisation
from followup.models import Case, CaseEvent
from followup.models.case import CaseQuerySet
from integrations.queries.json_parts import address, person, stamp

OPEN, CLOSED = "open", "closed"


def readable_cases(organisation: Organisation) -> CaseQuerySet:
    """The cases that programs may know of: none of sample data."""
    cases: CaseQuerySet = Case.objects.of(organisation).filter(response__is_sample=False)
    return cases.select_related("organisation", "contact", "cause", "remedy", "owner", "response", "survey")


def case_body(case: Case) -> dict[str, Any]:
    """What a web hook tells of a case."""
    return {
        "id": case.pk,
        "score": case.score,
        "opened_at": stamp(case.opened_at),
        "due_at": stamp(case.due_at),
        "closed_at": stamp(case.closed_at),
        "cause": case.cause.name if case.cause else None,
        "outcome": case.outcome or None,
        "merged_into": case.merged_into_id,
        "owner": case.owner.email if case.owner else None,
        "answer": {"id": case.response_id},
        "contact": person(case.contact),
        "url": address("followup:case", case.organisation, case.pk),
    }


def case_row(case: Case, now: datetime) -> dict[str, Any]:
    """What a list of cases tells of each."""
    return case_body(case) | {
        "state": str(case.state(now)),
        "contacted_at": stamp(case.contacted_at),
        "customer_wrote_at": stamp(case.customer_wrote_at),
        "action": case.remedy.name if case.remedy else None,
        "note": case.closing_note or None,
        "comment": case.response.comment,
        "survey": {"id": case.survey_id, "name": case.survey.name},
    }


def case_history(case: Case) -> list[dict[str, Any]]:
    """Everything that happened in a case, oldest first."""
    events = CaseEvent.objects.of(case.organisation).filter(case=case).select_related("by")
    return [
        {
            "at": stamp(event.at),
            "kind": event.kind,
            "by": event.by.email if event.by else None,
            "text": event.text,
        }
        for event in events.order_by("pk")
    ]
