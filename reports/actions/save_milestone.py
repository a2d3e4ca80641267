from datetime import date, datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from reports.models import Milestone


@transaction.atomic
def save_milestone(
    *,
    organisation: Organisation,
    day: date,
    words: str,
    by: User,
    now: datetime,
    milestone: Milestone | None = None,
) -> Milestone:
    """Note what happened on a day, or change `milestone`."""
    row = milestone or Milestone(organisation=organisation)
    row.day, row.words = day, words
    row.save()
    write_event(organisation=organisation, verb="milestone.saved", subject=row, by=by, now=now)
    return row
