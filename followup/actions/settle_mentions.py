from datetime import datetime

from django.db import transaction

from accounts.models import User
from followup.models import Case, Mention


@transaction.atomic
def settle_mentions(*, case: Case, by: User, now: datetime) -> int:
    """Take a case off the list of those in which somebody is mentioned; returns how many mentions were open.

    Writes no journal line: having seen something changes nothing for anybody else.
    """
    mine = Mention.objects.of(case.organisation).filter(case=case, user=by, settled_at=None)
    settled: int = mine.update(settled_at=now)
    return settled
