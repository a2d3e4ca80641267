from datetime import datetime

from django.db import transaction

from followup.models import Case


@transaction.atomic
def begin_work(*, case: Case, now: datetime) -> None:
    """Note that a colleague does something with an open case for the first time: it is new no longer.

    Part of another deed, which has locked the case and writes the line of history and of the journal.
    """
    if case.is_open and case.started_at is None:
        case.started_at = now
        case.save(update_fields=["started_at"])
