from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import Organisation
from integrations.models import ImportJob

# Extended with every batch; a job whose worker died waits this long for the next one.
LEASE = timedelta(seconds=30)


@transaction.atomic
def claim_import(*, now: datetime) -> ImportJob | None:
    """Take the next import that waits or whose worker fell silent; None when there is none.

    An organisation's imports run one after the other, so that the later file wins.
    """
    waiting = ImportJob.objects.filter(
        Q(state=ImportJob.State.QUEUED) | Q(state=ImportJob.State.RUNNING, lease_until__lte=now)
    )
    for pk, organisation_id in waiting.order_by("pk").values_list("pk", "organisation_id")[:20]:
        # The organisation's row is the turnstile between workers; nobody waits at it.
        turnstile = Organisation.objects.filter(pk=organisation_id).select_for_update(
            skip_locked=True, no_key=True
        )
        if not turnstile.exists():
            continue
        running = ImportJob.objects.filter(
            organisation_id=organisation_id, state=ImportJob.State.RUNNING, lease_until__gt=now
        )
        job: ImportJob | None = (
            waiting.filter(pk=pk).select_for_update(skip_locked=True, of=("self",)).first()
        )
        if job is None or running.exists():
            continue
        job.state, job.lease_until = ImportJob.State.RUNNING, now + LEASE
        job.started_at = job.started_at or now
        job.attempts += 1
        job.save(update_fields=["state", "lease_until", "started_at", "attempts"])
        return job
    return None
