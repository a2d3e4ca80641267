from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import Improvement


@transaction.atomic
def reopen_improvement(*, improvement: Improvement, by: User, now: datetime) -> bool:
    """Take an improvement up again that was done or dropped; False where it is open. Who was told stays told."""
    rows = Improvement.objects.of(improvement.organisation).filter(pk=improvement.pk)
    ended = rows.exclude(state=Improvement.State.OPEN)
    if not ended.update(state=Improvement.State.OPEN, done_on=None, done_note=""):
        return False
    write_event(
        organisation=improvement.organisation,
        verb="improvement.reopened",
        subject=improvement,
        by=by,
        now=now,
    )
    return True
