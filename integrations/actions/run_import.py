"""Read an uploaded file to its end, batch by batch, within the time a task may take."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings

from contacts.rules.matching import country_of
from integrations.actions.claim_import import LEASE
from integrations.actions.finish_import import finish_import
from integrations.actions.import_batch import import_batch
from integrations.models import ImportJob
from integrations.queries.reading import Layout, read_people, read_purchases
from nps_app.lib.spreadsheets import Row, Unreadable

# The more at once, the fewer times indexes are walked; a worker that is killed does one batch again.
BATCH = 5_000
PURCHASES_BATCH = 10_000
COUNT_BETWEEN_LEASES = 200_000
# A job that makes no progress this often would never end.
MAX_ATTEMPTS = 5

Clock = Callable[[], datetime]


def run_import(*, job: ImportJob, clock: Clock, seconds: float) -> ImportJob:
    """Go on with a claimed import; returns it finished, or given back when `seconds` are over.

    Not one transaction: each batch is, so that a killed worker loses one batch. Raises LeaseLost.
    """
    if job.attempts > MAX_ATTEMPTS:
        return finish_import(job=job, now=clock(), problem="stuck")
    until = clock() + timedelta(seconds=seconds)
    try:
        if job.rows_total is None:
            job = _count_rows(job, clock)
        if not job.rows_total:
            return finish_import(job=job, now=clock(), problem="no_rows")
        if job.rows_total > settings.IMPORT_MAX_ROWS:
            return finish_import(job=job, now=clock(), problem="too_many_rows")
        rows = islice(job.rows(), job.rows_done, None)
        size = PURCHASES_BATCH if job.about == ImportJob.About.PURCHASES else BATCH
        while batch := list(islice(rows, size)):
            job = _take(job, batch, now=clock())
            if clock() >= until:
                return _give_back(job, now=clock())
    except Unreadable as error:
        return finish_import(job=job, now=clock(), problem=error.code)
    return finish_import(job=job, now=clock())


def _count_rows(job: ImportJob, clock: Clock) -> ImportJob:
    rows = job.rows()
    total = 0
    while found := _count(rows):
        total += found
        _extend(job, now=clock())
    job.rows_total = total
    ImportJob.objects.filter(pk=job.pk).update(rows_total=total)
    return job


def _count(rows: Iterator[Row]) -> int:
    return sum(1 for _ in islice(rows, COUNT_BETWEEN_LEASES))


def _extend(job: ImportJob, *, now: datetime) -> None:
    ours = ImportJob.objects.filter(pk=job.pk, lease_until=job.lease_until)
    if ours.update(lease_until=now + LEASE):
        job.lease_until = now + LEASE


def _give_back(job: ImportJob, *, now: datetime) -> ImportJob:
    """Let the next sweep go on at once."""
    ImportJob.objects.filter(pk=job.pk, lease_until=job.lease_until).update(lease_until=now)
    job.lease_until = now
    return job


def _take(job: ImportJob, batch: list[Row], *, now: datetime) -> ImportJob:
    layout = Layout(
        targets=job.targets,
        columns=job.columns,
        country=country_of(job.organisation.region),
        zone=job.organisation.zone,
        currency=job.organisation.reporting_currency,
        event_name=job.event_name,
    )
    read = read_purchases if job.about == ImportJob.About.PURCHASES else read_people
    rows, problems = read(batch, layout, now)
    return import_batch(job=job, rows=rows, problems=problems, now=now)
