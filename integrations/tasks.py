import logging

from celery import shared_task
from django.utils import timezone

from contacts.actions.match_purchases import match_purchases
from integrations.actions.claim_import import claim_import
from integrations.actions.clear_old_imports import clear_old_imports as clear
from integrations.actions.deliver_webhooks import deliver_webhooks
from integrations.actions.forget_events import forget_events
from integrations.actions.import_batch import LeaseLost
from integrations.actions.note_due import note_due
from integrations.actions.run_import import run_import
from integrations.actions.spread_events import BATCH, spread_events
from integrations.models import ImportJob
from integrations.queries.due_again import listening
from nps_app.lib.only_one import only_one

logger = logging.getLogger(__name__)
SECONDS_A_TURN = 45.0  # below the task's time limit
WEBHOOK_SECONDS = 8


@shared_task
def run_imports() -> None:
    """Go on with every import that waits. One that takes longer than a turn is left to the next message."""
    while (job := claim_import(now=timezone.now())) is not None:
        try:
            job = run_import(job=job, clock=timezone.now, seconds=SECONDS_A_TURN)
        except LeaseLost:
            logger.warning("import %s was taken over by another worker", job.pk)
        if job.state == ImportJob.State.DONE and job.about == ImportJob.About.CONTACTS:
            match_purchases(organisation=job.organisation, now=timezone.now())
        if not job.is_finished:
            run_imports.apply_async(expires=60, retry=False)
            return


@shared_task
def clear_old_imports() -> None:
    """Forget personal data of old imports."""
    clear(now=timezone.now())


@shared_task
def send_webhooks() -> None:
    """Word what happened since the last look, and announce what is due."""
    while spread_events(now=timezone.now()) == BATCH:
        pass
    # One process at a time: a receiver that takes its time must not keep all of them from the mails.
    with only_one("webhooks") as ours:
        if ours:
            deliver_webhooks(clock=timezone.now, limit_seconds=WEBHOOK_SECONDS)


@shared_task
def note_repurchases() -> None:
    """Leave an event for each customer whose time to buy again has come, where an endpoint listens."""
    with only_one("repurchase due") as ours:
        for organisation in listening() if ours else ():
            after: int | None = 0
            while after is not None:
                _noted, after = note_due(organisation=organisation, after=after, now=timezone.now())


@shared_task
def forget_old_webhooks() -> None:
    """Forget what was announced long ago."""
    forget_events(now=timezone.now())
