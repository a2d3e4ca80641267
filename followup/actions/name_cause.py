from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.hand_over import hand_over
from followup.models import Case, CaseEvent, Cause


@transaction.atomic
def name_cause(
    *, case: Case, cause: Cause, by: User, now: datetime, seen: int | None = None
) -> CaseEvent | None:
    """Say of an open case what seems to lie behind it, and hand it over where that cause belongs elsewhere.

    Returns None when it was said before, or the case is closed. Raises CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if not case.is_open or case.cause == cause:
        return None
    case.cause = cause
    case.save(update_fields=["cause"])
    begin_work(case=case, now=now)
    event = CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.CAUSE,
        at=now,
        by=by,
        data={"cause": cause.name},
    )
    write_event(
        organisation=case.organisation,
        verb="case.cause_named",
        subject=case,
        by=by,
        now=now,
        data={"cause": cause.pk},
    )
    if cause.routing == Cause.Routing.AUTO:
        hand_over(case=case, by=by, now=now)
    return event
