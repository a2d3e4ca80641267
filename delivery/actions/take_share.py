from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from delivery.models import Transport
from delivery.rules.warm_up import next_limit
from nps_app.lib.clock import local_day


@transaction.atomic
def take_share(*, transport: Transport, wanted: int) -> int:
    """Set aside up to `wanted` messages of today's number of an organisation's way out; returns how many.

    Counted in the database, under the row's lock: exact over all workers, and no restart forgets it. A new day, by
    the organisation's calendar and the database's clock, starts at nothing and may allow more.
    """
    rows = Transport.objects.annotate(clock=Now()).select_related("organisation")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=transport.pk)
    today = local_day(row.clock, row.organisation.zone)
    if row.counted_on != today:
        _begin(row, today)
    limit = row.day_limit
    granted = wanted if limit is None else max(0, min(wanted, limit - row.counted))
    row.counted += granted
    row.save(update_fields=["counted", "counted_on", "warm_up_limit"])
    return granted


def _begin(row: Transport, today: date) -> None:
    if row.warm_up_limit is not None and row.counted_on is not None:
        row.warm_up_limit = next_limit(row.warm_up_limit, row.counted)
    row.counted_on, row.counted = today, 0
