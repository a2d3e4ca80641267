"""Keep the customers of a large organisation as observations. Two at once do the work of one."""

from datetime import datetime

from django.db import connection, transaction

from accounts.models import Organisation
from reports.models import Observation, Observed
from reports.queries.observations import COLUMNS, SELECT, is_large, known_until


@transaction.atomic
def observe_customers(*, organisation: Organisation, now: datetime) -> int | None:
    """Rebuild them whole, and return how many there are; None where there is nothing to keep or somebody is at it.

    An organisation that has become small is read live again, so what was kept of it is removed.
    """
    Observed.objects.get_or_create(organisation=organisation)
    rows = Observed.objects.of(organisation).select_for_update(skip_locked=True)
    state = rows.first()
    if state is None:
        return None
    Observation.objects.of(organisation).delete()
    until = known_until(organisation, now=now) if is_large(organisation) else None
    state.until, state.at = until, now
    state.save(update_fields=["until", "at"])
    if until is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reports_observation (organisation_id, {COLUMNS})"  # noqa: S608 - our own words
            f" SELECT %(organisation)s, {COLUMNS} FROM ({SELECT}) AS found",
            {"organisation": organisation.pk, "until": until, "start": None, "end": None},
        )
        return cursor.rowcount
