from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from followup.actions.claim_case import claim_case
from followup.actions.wind_clocks import FIELDS, wind_clocks
from followup.models import Case, CaseEvent, ContactWish


@transaction.atomic
def set_callback(*, case: Case, wish: ContactWish, now: datetime) -> Case:
    """Let a case's clock of the first contact keep to when the customer wishes to be contacted.

    Does nothing where the customer has been reached or the case is closed: then the wish has been met, or is over.
    """
    case = claim_case(case=case, seen=None)
    same = (case.callback_from, case.callback_until) == (wish.starts_at, wish.ends_at)
    if same or not case.is_open or case.contacted_at is not None:
        return case
    case.callback_from, case.callback_until = wish.starts_at, wish.ends_at
    wind_clocks(case=case)
    case.save(update_fields=["callback_from", "callback_until", *FIELDS])
    data = {}
    if wish.starts_at and wish.ends_at:
        data = {"from": wish.starts_at.isoformat(), "until": wish.ends_at.isoformat()}
    CaseEvent.objects.create(
        organisation=case.organisation, case=case, kind=CaseEvent.Kind.CALLBACK, at=now, data=data
    )
    write_event(organisation=case.organisation, verb="case.callback", subject=case, by="customer", now=now)
    return case
