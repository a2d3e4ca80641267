from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.claim_case import claim_case
from followup.models import Case, CaseEvent
from followup.rules import sla


class NotClosed(Exception):
    """The case is open."""


@transaction.atomic
def reopen_case(*, case: Case, by: User, now: datetime, note: str = "", seen: int | None = None) -> Case:
    """Open a closed case again, with a new time limit. Its history keeps the old cause and outcome.

    Raises NotClosed and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if case.is_open:
        raise NotClosed
    case.closed_at = case.closed_by = case.cause = None
    case.outcome = ""
    case.due_at = sla.due_at(now, case.organisation.zone)
    case.save(update_fields=["closed_at", "closed_by", "cause", "outcome", "due_at"])
    CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.REOPENED,
        at=now,
        by=by,
        text=note,
    )
    write_event(
        organisation=case.organisation,
        verb="case.reopened",
        subject=case,
        by=by,
        now=now,
    )
    return case
