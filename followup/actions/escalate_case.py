from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.tell_colleague import What, tell_colleague
from followup.models import Case, CaseEvent
from followup.queries.calendar import escalation_owner, settings_of


class CannotBeEscalated(Exception):
    """The case is closed or escalated already, or there is nobody to ask."""


@transaction.atomic
def escalate_case(*, case: Case, reason: str, by: User, now: datetime, seen: int | None = None) -> CaseEvent:
    """Ask whoever looks after what stays overdue for help with an open case. It stays with its owner.

    That person gets a mail with the reason, unless it is `by`. Raises CannotBeEscalated and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    to = escalation_owner(settings_of(case.organisation))
    if not case.is_open or case.escalated_at is not None or to is None:
        raise CannotBeEscalated
    case.escalated_at = now
    case.save(update_fields=["escalated_at"])
    begin_work(case=case, now=now)
    event = CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.ESCALATED,
        at=now,
        by=by,
        text=reason,
        data={"to": to.pk},
    )
    if to != by:
        tell_colleague(what=What.ESCALATED, event=event, to=to, now=now)
    write_event(
        organisation=case.organisation,
        verb="case.escalated",
        subject=case,
        by=by,
        now=now,
        data={"to": to.pk},
    )
    return event
