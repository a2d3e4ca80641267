from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from integrations.models import ApiKey

# Finer is of no use to anybody, and would cost a write for each request.
EVERY = timedelta(minutes=1)


@transaction.atomic
def note_key_use(*, key: ApiKey, now: datetime) -> None:
    """Remember when a key was last used, to the minute."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - EVERY)
    ApiKey.objects.of(key.organisation).filter(stale, pk=key.pk).update(last_used_at=now)
