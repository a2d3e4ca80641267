from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from integrations.actions.import_batch import LeaseLost
from integrations.models import ImportJob


@transaction.atomic
def finish_import(*, job: ImportJob, now: datetime, problem: str = "") -> ImportJob:
    """Close an import, with the reason when it failed, and drop the uploaded file. Raises LeaseLost."""
    current: ImportJob = ImportJob.objects.select_for_update().get(pk=job.pk)
    if current.state != ImportJob.State.RUNNING or current.lease_until != job.lease_until:
        raise LeaseLost
    current.state = ImportJob.State.FAILED if problem else ImportJob.State.DONE
    current.problem, current.finished_at, current.lease_until = problem, now, None
    current.save()
    current.chunks.all().delete()
    counts = {
        name: getattr(current, name) for name in ("created", "updated", "unchanged", "duplicates", "bad")
    }
    write_event(
        organisation=current.organisation,
        verb="import.failed" if problem else "import.finished",
        subject=current,
        by="system",
        now=now,
        data={"problem": problem, **counts},
    )
    return current
