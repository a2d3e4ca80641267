from datetime import datetime

from django.db import transaction

from responses.models import ProvisionalAnswer
from surveys.rules.evidence import KEPT


@transaction.atomic
def forget_held_answers(*, now: datetime) -> int:
    """Delete held scores that were settled and are older than 30 days; returns how many there were."""
    old = ProvisionalAnswer.objects.filter(arrived_at__lt=now - KEPT)
    deleted, _ = old.exclude(state=ProvisionalAnswer.State.PROVISIONAL).delete()
    return deleted
