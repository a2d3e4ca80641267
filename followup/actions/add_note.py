from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import Case, CaseEvent


@transaction.atomic
def add_note(*, case: Case, text: str, by: User, now: datetime) -> CaseEvent:
    """Add what a colleague did or learnt to the case's history, open or closed."""
    event = CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.NOTE,
        at=now,
        by=by,
        text=text,
    )
    write_event(organisation=case.organisation, verb="case.note", subject=case, by=by, now=now)
    return event
