from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from followup.actions.wake_case import wake_case
from followup.models import Case, CaseEvent
from responses.models import Response, Revision


@transaction.atomic
def record_change(*, case: Case, response: Response, now: datetime) -> CaseEvent:
    """Tell a case's history that the customer changed the answer. Never opens a second case; wakes this one."""
    before = Revision.objects.of(case.organisation).filter(response=response).order_by("-pk").first()
    event = CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.ANSWER_CHANGED,
        at=now,
        data={"from": before.score if before else case.score, "to": response.score},
    )
    write_event(
        organisation=case.organisation,
        verb="case.answer_changed",
        subject=case,
        by="customer",
        now=now,
    )
    wake_case(case=case, now=now, customer=True)
    return event
