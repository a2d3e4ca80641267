from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from reports.models import Benchmark
from reports.models.benchmark import SCORES

FIELDS = ("industry", "source", "year", "population", "url", "detail", *SCORES)


@transaction.atomic
def save_benchmark(
    *,
    organisation: Organisation,
    values: dict[str, Any],
    by: User,
    now: datetime,
    benchmark: Benchmark | None = None,
    shipped_key: str = "",
) -> Benchmark:
    """Add a figure, change `benchmark`, or replace the shipped figure that `shipped_key` names.

    `values` holds FIELDS; those left out become empty.
    """
    # Two people changing the same shipped figure at once: the second changes the row of the first.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if benchmark is None and shipped_key:
        benchmark = Benchmark.objects.of(organisation).filter(shipped_key=shipped_key).first()
    row = benchmark or Benchmark(organisation=organisation, shipped_key=shipped_key)
    for name in FIELDS:
        empty = "" if name == "detail" else None
        setattr(row, name, values.get(name, empty))
    row.save()
    write_event(organisation=organisation, verb="benchmark.saved", subject=row, by=by, now=now)
    return row
