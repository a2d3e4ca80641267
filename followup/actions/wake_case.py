from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.claim_case import claim_case
from followup.actions.tell_colleague import What, tell_colleague
from followup.models import Case, CaseEvent


@transaction.atomic
def wake_case(
    *, case: Case, now: datetime, by: User | None = None, customer: bool = False, seen: int | None = None
) -> Case:
    """Bring a snoozed case back into sight: because a colleague wants it, the customer spoke, or it is time.

    Whoever is in charge gets a mail when it was time. Does nothing with a case that is not snoozed, nor before
    its time where neither `by` nor `customer` is given. Raises CaseChanged.
    """
    case = claim_case(case=case, seen=seen, held=True)
    if case.snoozed_until is None or (by is None and not customer and case.snoozed_until > now):
        return case
    case.snoozed_until = None
    case.save(update_fields=["snoozed_until"])
    event = CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.WOKEN,
        at=now,
        by=by,
        data={"customer": True} if customer else {},
    )
    if by is None and not customer and case.owner is not None:
        tell_colleague(what=What.BACK, event=event, to=case.owner, now=now)
    who = by or ("customer" if customer else "system")
    write_event(organisation=case.organisation, verb="case.woken", subject=case, by=who, now=now)
    return case
