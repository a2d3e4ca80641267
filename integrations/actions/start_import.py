from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from integrations.models import ImportJob
from integrations.rules.columns import check_mapping
from integrations.rules.purchase_columns import check_purchase_mapping


class AlreadyStarted(Exception):
    """The import runs or has run."""


@transaction.atomic
def start_import(
    *, job: ImportJob, targets: Sequence[str], by: User, now: datetime, event_name: str = ""
) -> ImportJob:
    """Leave an import to the worker, with what each column becomes. Raises BadMapping or AlreadyStarted."""
    if job.about == ImportJob.About.PURCHASES:
        check_purchase_mapping(targets)
    else:
        check_mapping(targets, event_name=event_name)
    job = ImportJob.objects.of(job.organisation).select_for_update().get(pk=job.pk)
    if job.state != ImportJob.State.MAPPING:
        raise AlreadyStarted
    job.mapping = {str(index): target for index, target in enumerate(targets)}
    job.state = ImportJob.State.QUEUED
    job.event_name = event_name
    job.save(update_fields=["mapping", "event_name", "state"])
    write_event(organisation=job.organisation, verb="import.started", subject=job, by=by, now=now)
    return job
