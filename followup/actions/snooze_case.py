from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.models import Case, CaseEvent


class CannotBeSnoozed(Exception):
    """The case is closed, or the moment is not to come."""


@transaction.atomic
def snooze_case(*, case: Case, until: datetime, by: User, now: datetime, seen: int | None = None) -> Case:
    """Put an open case out of sight until a moment, or until the customer says something. Its clocks go on.

    Raises CannotBeSnoozed and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if not case.is_open or until <= now:
        raise CannotBeSnoozed
    case.snoozed_until = until
    case.save(update_fields=["snoozed_until"])
    begin_work(case=case, now=now)
    data = {"until": until.isoformat()}
    CaseEvent.objects.create(
        organisation=case.organisation, case=case, kind=CaseEvent.Kind.SNOOZED, at=now, by=by, data=data
    )
    write_event(organisation=case.organisation, verb="case.snoozed", subject=case, by=by, now=now, data=data)
    return case
