"""Read an uploaded file to its end, batch by batch, within the time a task may take."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings

from contacts.rules.customer_event import BadEvent
from contacts.rules.matching import country_of
from contacts.rules.person import BadPerson, Person
from integrations.actions.claim_import import LEASE
from integrations.actions.finish_import import finish_import
from integrations.actions.import_batch import RowProblem, import_batch
from integrations.models import ImportJob
from integrations.rules.row import column_of, row_reader
from integrations.rules.told import Told, told_reader
from nps_app.lib.spreadsheets import Row, Unreadable

BATCH = 2_000
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
        while batch := list(islice(rows, BATCH)):
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
    targets = job.targets
    read = row_reader(targets, country=country_of(job.organisation.region))
    read_event = told_reader(targets, name=job.event_name, zone=job.organisation.zone)
    people: list[tuple[Row, Person, Told | None]] = []
    problems: list[RowProblem] = []
    for row in batch:
        if row.cells is None:
            problems.append(RowProblem(row, "unreadable_row"))
            continue
        try:
            told = read_event(row.cells, now) if job.event_name else None
            people.append((row, read(row.cells), told))
        except BadEvent as error:
            column = column_of(error.field, targets, job.columns)
            problems.append(RowProblem(row, f"event_{error.code}", column))
        except BadPerson as error:
            column = column_of(error.field, targets, job.columns)
            problems.append(RowProblem(row, error.code, column, error.value))
    return import_batch(job=job, people=people, problems=problems, now=now)
