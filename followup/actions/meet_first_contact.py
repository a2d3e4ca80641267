from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.wind_clocks import FIELDS, wind_clocks
from followup.models import Case, CaseEvent


@transaction.atomic
def meet_first_contact(*, case: Case, by: User, now: datetime, seen: int | None = None) -> Case:
    """Note that the customer was reached, by a mail that left or a call that was taken: the first clock stops.

    Does nothing the second time, nor with a closed case: only the first contact counts. Raises CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if case.contacted_at is not None or not case.is_open:
        return case
    case.contacted_at = now
    wind_clocks(case=case)
    case.save(update_fields=["contacted_at", *FIELDS])
    begin_work(case=case, now=now)
    CaseEvent.objects.create(
        organisation=case.organisation, case=case, kind=CaseEvent.Kind.CONTACTED, at=now, by=by
    )
    write_event(organisation=case.organisation, verb="case.contacted", subject=case, by=by, now=now)
    return case
