from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from contacts.actions.upsert_people import Taken, upsert_people
from contacts.actions.upsert_purchases import Stored, upsert_purchases
from contacts.models import Purchase
from contacts.rules.person import Person
from contacts.rules.purchase import Bought
from integrations.actions.claim_import import LEASE
from integrations.actions.record_events import record_events
from integrations.models import ImportJob, ImportProblem
from integrations.queries.reading import RowProblem
from integrations.rules.told import Told
from nps_app.lib.spreadsheets import Row

# Enough to see what is wrong with a file; a million copies of one mistake help nobody.
PROBLEMS_KEPT = 20_000


class LeaseLost(Exception):
    """Another worker has taken the job over."""


@transaction.atomic
def import_batch(
    *,
    job: ImportJob,
    rows: Sequence[tuple[Row, Any]],
    problems: Sequence[RowProblem],
    now: datetime,
) -> ImportJob:
    """Take in some rows, and note how far the file has been read in the same transaction.

    `rows` are read as the job is about (queries/reading.py). A worker killed before the commit leaves no trace of
    the batch; the next one starts it again. Raises LeaseLost.
    """
    job = _locked(job)
    store = _store_purchases if job.about == ImportJob.About.PURCHASES else _store_people
    clashes = store(job, rows, now)
    problems = [*problems, *(RowProblem(rows[place][0], "clash") for place in clashes)]
    kept = problems[: max(0, PROBLEMS_KEPT - job.bad)]
    ImportProblem.objects.bulk_create([_stored(job, problem) for problem in kept], batch_size=500)
    job.bad += len(problems)
    job.rows_done += len(rows) + len(problems) - len(clashes)
    job.lease_until, job.attempts = now + LEASE, 0
    job.save()
    return job


def _store_people(
    job: ImportJob, rows: Sequence[tuple[Row, tuple[Person, Told | None]]], now: datetime
) -> list[int]:
    """Keep people and what they did; returns the places of those who clash."""
    taken = upsert_people(
        organisation=job.organisation, people=[person for _row, (person, _told) in rows], now=_moment(job)
    )
    clashes = set(taken.clashes)
    told = [said for place, (_row, said) in enumerate(rows) if place not in clashes]
    job.events += record_events(job=job, told=told, now=now)
    _count(job, taken)
    return taken.clashes


def _store_purchases(job: ImportJob, rows: Sequence[tuple[Row, Bought]], now: datetime) -> list[int]:
    stored = upsert_purchases(
        organisation=job.organisation,
        purchases=[bought for _row, bought in rows],
        source=Purchase.Source.FILE,
        now=now,
    )
    job.unmatched += stored.unmatched
    _count(job, stored)
    return []


def _count(job: ImportJob, done: Taken | Stored) -> None:
    job.created += done.created
    job.updated += done.updated
    job.unchanged += done.unchanged
    job.duplicates += done.duplicates


def _locked(job: ImportJob) -> ImportJob:
    current: ImportJob = ImportJob.objects.select_for_update().select_related(None).get(pk=job.pk)
    if current.state != ImportJob.State.RUNNING or current.lease_until != job.lease_until:
        raise LeaseLost
    current.organisation = job.organisation
    return current


def _moment(job: ImportJob) -> datetime:
    """The same for every batch of a job: by it a contact shows that this job has touched it before."""
    assert job.started_at is not None
    return job.started_at


def _stored(job: ImportJob, problem: RowProblem) -> ImportProblem:
    return ImportProblem(
        organisation=job.organisation,
        job=job,
        row=problem.row.number,
        column=problem.column[:120],
        code=problem.code,
        value=problem.value.replace("\0", "")[:300],
        cells=[cell.replace("\0", "")[:500] for cell in problem.row.cells or []],
    )
