from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.claim_case import claim_case
from followup.actions.notify import notify
from followup.models import Case, CaseEvent
from followup.queries.case_workers import may_work


class CannotBeAssigned(Exception):
    """That person may not work on cases of this organisation."""


@transaction.atomic
def assign_case(
    *, case: Case, owner: User | None, by: User, now: datetime, seen: int | None = None
) -> CaseEvent | None:
    """Give a case to a colleague, or to nobody. The new owner gets a mail, unless they took it themselves.

    Returns None when the case is theirs already. Raises CannotBeAssigned and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if owner is not None and not may_work(case.organisation, owner):
        raise CannotBeAssigned
    if case.owner == owner:
        return None
    case.owner = owner
    case.save(update_fields=["owner"])
    to = owner.pk if owner else None
    event = CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.ASSIGNED,
        at=now,
        by=by,
        data={"to": to},
    )
    if case.is_open and owner != by:
        notify(case=case, now=now, assigned=event)
    write_event(
        organisation=case.organisation,
        verb="case.assigned",
        subject=case,
        by=by,
        now=now,
        data={"to": to},
    )
    return event
