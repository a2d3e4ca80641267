from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.claim_case import claim_case
from followup.actions.wind_clocks import wind_clocks
from followup.models import Case, CaseEvent
from followup.queries.calendar import settings_of


class NotClosed(Exception):
    """The case is open, or lives on in the one it was merged into."""


@transaction.atomic
def reopen_case(
    *,
    case: Case,
    by: User | None,
    now: datetime,
    note: str = "",
    seen: int | None = None,
    answered: int | None = None,
    wrote: bool = False,
) -> Case:
    """Open a closed case again, with clocks that start anew. Its history keeps how it was closed.

    Without `by`, because of the customer: `answered` is the score of a second unhappy answer, `wrote` means a mail.

    Raises NotClosed and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if case.is_open or case.merged_into_id is not None:
        raise NotClosed
    case.closed_at = case.closed_by = case.cause = case.remedy = None
    case.outcome = case.closing_note = ""
    promised = settings_of(case.organisation)
    case.first_contact = (case.rule and case.rule.first_contact) or promised.first_contact
    case.resolution = (case.rule and case.rule.resolution) or promised.resolution
    case.clock_from, case.contacted_at, case.contact_due_at = now, None, None
    case.callback_from = case.callback_until = None  # that was for the first time
    case.waiting_since, case.waited_minutes, case.started_at = None, 0, None
    wind_clocks(case=case, settings=promised)
    case.save()
    CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.REOPENED,
        at=now,
        by=by,
        text=note,
        data={"score": answered} if answered is not None else {"wrote": True} if wrote else {},
    )
    write_event(
        organisation=case.organisation,
        verb="case.reopened",
        subject=case,
        by=by or "system",
        now=now,
    )
    return case
