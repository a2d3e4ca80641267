from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.claim_case import claim_case
from followup.models import Case, CaseEvent, Cause, Remedy


class AlreadyClosed(Exception):
    """The case has been closed before."""


@transaction.atomic
def close_case(
    *,
    case: Case,
    cause: Cause,
    remedy: Remedy,
    outcome: Case.Outcome,
    note: str,
    by: User,
    now: datetime,
    seen: int | None = None,
) -> Case:
    """Close a case with why the customer was unhappy, what was done about it and what came of it.

    Raises AlreadyClosed and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if not case.is_open:
        raise AlreadyClosed
    case.closed_at, case.closed_by = now, by
    case.notice_at = case.waiting_since = case.snoozed_until = case.escalated_at = None
    case.customer_wrote_at = None
    case.cause, case.remedy, case.outcome, case.closing_note = cause, remedy, outcome, note
    case.save(
        update_fields=[
            "notice_at",
            "waiting_since",
            "snoozed_until",
            "escalated_at",
            "customer_wrote_at",
            "closed_at",
            "closed_by",
            "cause",
            "remedy",
            "outcome",
            "closing_note",
        ]
    )
    CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.CLOSED,
        at=now,
        by=by,
        text=note,
        data={"cause": cause.name, "remedy": remedy.name, "outcome": str(outcome)},
    )
    write_event(
        organisation=case.organisation,
        verb="case.closed",
        subject=case,
        by=by,
        now=now,
        data={"cause": cause.pk, "remedy": remedy.pk, "outcome": str(outcome)},
    )
    return case
