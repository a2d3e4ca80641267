from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Event, Organisation, User


@transaction.atomic
def note_export(*, organisation: Organisation, of_answers: bool, form: str, by: User, now: datetime) -> Event:
    """Write down that numbers, or single answers, left the house in a file of this form (csv, xlsx, pdf)."""
    verb = "answers.exported" if of_answers else "report.exported"
    return write_event(
        organisation=organisation, verb=verb, subject=organisation, by=by, now=now, data={"form": form}
    )
