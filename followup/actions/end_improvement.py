from datetime import date, datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import Improvement


class AlreadyEnded(Exception):
    """It is done or dropped."""


@transaction.atomic
def end_improvement(
    *, improvement: Improvement, state: Improvement.State, on: date, note: str, by: User, now: datetime
) -> Improvement:
    """Say that an improvement is done, since which day and what was done; or dropped, and why.

    Raises AlreadyEnded.
    """
    rows = Improvement.objects.of(improvement.organisation).select_for_update(of=("self",))
    row = rows.select_related("organisation").get(pk=improvement.pk)
    if not row.is_open:
        raise AlreadyEnded
    row.state, row.done_on, row.done_note = state, on, note
    row.save(update_fields=["state", "done_on", "done_note"])
    verb = "improvement.done" if state == Improvement.State.DONE else "improvement.dropped"
    write_event(organisation=row.organisation, verb=verb, subject=row, by=by, now=now)
    return row
