from django.db import transaction
from django.db.models.functions import Now

from delivery.models import Transport
from delivery.rules.breaker import wait_before_try


@transaction.atomic(durable=True)
def take_turn(*, transport: Transport) -> bool:
    """Whether this pump may try a way out whose breaker is open. Of many that ask at once, one may."""
    due = Transport.objects.filter(pk=transport.pk, down_since__isnull=False, retry_at__lte=Now())
    return bool(due.update(retry_at=Now() + wait_before_try(transport.tries)))
