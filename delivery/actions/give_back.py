from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from delivery.models import Transport


@transaction.atomic
def give_back(*, transport: Transport, number: int) -> None:
    """Return what was set aside of today's number and did not leave."""
    if number > 0:
        row = Transport.objects.filter(pk=transport.pk)
        row.update(counted=Greatest(F("counted") - number, 0))
