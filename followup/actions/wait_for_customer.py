from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.wake_case import wake_case
from followup.actions.wind_clocks import FIELDS, wind_clocks
from followup.models import Case, CaseEvent
from followup.queries.calendar import calendar_of, settings_of
from followup.rules.working_time import working_minutes_between


@transaction.atomic
def wait_for_customer(
    *, case: Case, waiting: bool, by: User | None, now: datetime, seen: int | None = None
) -> Case:
    """Say that it is the customer's turn, or (`waiting` False) that it is ours again; `by` None: they answered.

    The resolution clock stands still meanwhile, the one for the first contact does not. Does nothing when it
    is so already, or when the case is closed. A customer who answers brings a snoozed case back. Raises CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if by is None and not waiting:
        case = wake_case(case=case, now=now, customer=True)
    if not case.is_open or (case.waiting_since is not None) is waiting:
        return case
    if case.waiting_since is not None:
        calendar = calendar_of(settings_of(case.organisation))
        case.waited_minutes += working_minutes_between(case.waiting_since, now, calendar)
    case.waiting_since = now if waiting else None
    if waiting:
        case.customer_wrote_at = None  # answered, by whatever way
    wind_clocks(case=case)
    case.save(update_fields=["waiting_since", "waited_minutes", "customer_wrote_at", *FIELDS])
    if by is not None:
        begin_work(case=case, now=now)
    kind = CaseEvent.Kind.WAITING if waiting else CaseEvent.Kind.RESUMED
    CaseEvent.objects.create(organisation=case.organisation, case=case, kind=kind, at=now, by=by)
    verb = "case.waiting" if waiting else "case.resumed"
    write_event(organisation=case.organisation, verb=verb, subject=case, by=by or "customer", now=now)
    return case
