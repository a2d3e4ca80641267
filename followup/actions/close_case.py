from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.claim_case import claim_case
from followup.models import Case, CaseEvent, Cause


class AlreadyClosed(Exception):
    """The case has been closed before."""


@transaction.atomic
def close_case(
    *,
    case: Case,
    cause: Cause,
    outcome: Case.Outcome,
    by: User,
    now: datetime,
    note: str = "",
    seen: int | None = None,
) -> Case:
    """Close a case with why the customer was unhappy and what came of it.

    Raises AlreadyClosed and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if not case.is_open:
        raise AlreadyClosed
    case.closed_at, case.closed_by = now, by
    case.cause, case.outcome = cause, outcome
    case.notice_at = case.waiting_since = None
    case.save(update_fields=["notice_at", "waiting_since", "closed_at", "closed_by", "cause", "outcome"])
    CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.CLOSED,
        at=now,
        by=by,
        text=note,
        data={"cause": cause.name, "outcome": str(outcome)},
    )
    write_event(
        organisation=case.organisation,
        verb="case.closed",
        subject=case,
        by=by,
        now=now,
        data={"cause": cause.pk, "outcome": str(outcome)},
    )
    return case
