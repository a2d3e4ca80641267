from datetime import datetime

from django.db import transaction

from surveys.models import LinkHit
from surveys.rules.evidence import KEPT


@transaction.atomic
def forget_visits(*, now: datetime) -> int:
    """Delete the visits of links that are older than 30 days; returns how many there were."""
    deleted, _ = LinkHit.objects.filter(at__lt=now - KEPT).delete()
    return deleted
