from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.claim_case import claim_case
from followup.models import Case, CaseEvent


@transaction.atomic
def calm_case(*, case: Case, by: User, now: datetime, seen: int | None = None) -> Case:
    """Say that the help that was asked for has come: an escalated case is an ordinary one again.

    Does nothing with a case that is not escalated. Raises CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if case.escalated_at is None:
        return case
    case.escalated_at = None
    case.save(update_fields=["escalated_at"])
    CaseEvent.objects.create(
        organisation=case.organisation, case=case, kind=CaseEvent.Kind.CALMED, at=now, by=by
    )
    write_event(organisation=case.organisation, verb="case.calmed", subject=case, by=by, now=now)
    return case
