from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from reports.models import Benchmark


@transaction.atomic
def remove_benchmark(*, benchmark: Benchmark, by: User, now: datetime) -> None:
    """Delete a figure of the organisation's own; a changed shipped one is then as shipped again."""
    organisation = benchmark.organisation
    write_event(organisation=organisation, verb="benchmark.removed", subject=benchmark, by=by, now=now)
    benchmark.delete()
