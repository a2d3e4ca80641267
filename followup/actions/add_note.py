from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.claim_case import claim_case
from followup.models import Case, CaseEvent


@transaction.atomic
def add_note(*, case: Case, text: str, by: User, now: datetime, seen: int | None = None) -> CaseEvent:
    """Add what a colleague did or learnt to the case's history, open or closed.

    `seen` is the id of the last event its form showed: the same note sent twice from one form is one note.
    """
    case = claim_case(case=case, seen=None)
    if seen is not None:
        notes = CaseEvent.objects.of(case.organisation).filter(case=case, kind=CaseEvent.Kind.NOTE)
        twin: CaseEvent | None = notes.filter(pk__gt=seen, by=by, text=text).first()
        if twin is not None:
            return twin
    event = CaseEvent.objects.create(
        organisation=case.organisation, case=case, kind=CaseEvent.Kind.NOTE, at=now, by=by, text=text
    )
    write_event(organisation=case.organisation, verb="case.note", subject=case, by=by, now=now)
    return event
