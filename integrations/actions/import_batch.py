from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from contacts.actions.upsert_people import upsert_people
from contacts.rules.person import Person
from integrations.actions.claim_import import LEASE
from integrations.actions.record_events import record_events
from integrations.models import ImportJob, ImportProblem
from integrations.rules.told import Told
from nps_app.lib.spreadsheets import Row

# Enough to see what is wrong with a file; a million copies of one mistake help nobody.
PROBLEMS_KEPT = 20_000


class LeaseLost(Exception):
    """Another worker has taken the job over."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    row: Row
    code: str
    column: str = ""
    value: str = ""


@transaction.atomic
def import_batch(
    *,
    job: ImportJob,
    people: Sequence[tuple[Row, Person, Told | None]],
    problems: Sequence[RowProblem],
    now: datetime,
) -> ImportJob:
    """Take in some rows, and note how far the file has been read in the same transaction.

    A worker killed before the commit leaves no trace of the batch; the next one starts it again.
    Raises LeaseLost.
    """
    job = _locked(job)
    taken = upsert_people(
        organisation=job.organisation, people=[person for _, person, _ in people], now=_moment(job)
    )
    problems = [*problems, *(RowProblem(people[place][0], "clash") for place in taken.clashes)]
    clashes = set(taken.clashes)
    told = [(person, event) for place, (_, person, event) in enumerate(people) if place not in clashes]
    job.events += record_events(job=job, told=told, now=now)
    kept = problems[: max(0, PROBLEMS_KEPT - job.bad)]
    ImportProblem.objects.bulk_create([_stored(job, problem) for problem in kept], batch_size=500)
    job.created += taken.created
    job.updated += taken.updated
    job.unchanged += taken.unchanged
    job.duplicates += taken.duplicates
    job.bad += len(problems)
    job.rows_done += len(people) + len(problems) - len(taken.clashes)
    job.lease_until, job.attempts = now + LEASE, 0
    job.save()
    return job


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
