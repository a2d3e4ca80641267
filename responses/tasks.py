import logging
import time

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Organisation
from responses.actions.forget_held_answers import forget_held_answers
from responses.actions.refresh_tallies import refresh_tallies as refresh_next_tallies
from responses.actions.settle_answer import settle_answer
from responses.models import ProvisionalAnswer, StaleRange, TallyState
from surveys.actions.forget_visits import forget_visits
from surveys.rules.evidence import FRESH

logger = logging.getLogger(__name__)
SETTLE_SECONDS = 20
TALLY_SECONDS = 50


@shared_task
def settle_held_answers() -> None:
    """Decide which scores that arrived without a hand on the page are a person's."""
    deadline = time.monotonic() + SETTLE_SECONDS
    now = timezone.now()
    due = ProvisionalAnswer.objects.filter(
        state=ProvisionalAnswer.State.PROVISIONAL, arrived_at__lte=now - FRESH
    )
    for row in due.select_related("organisation").order_by("arrived_at").iterator(chunk_size=200):
        settle_answer(provisional=row, now=now)
        if time.monotonic() > deadline:
            return


@shared_task
def forget_old_visits() -> None:
    """Delete what tells machines from people once it is older than 30 days."""
    now = timezone.now()
    forget_visits(now=now)
    forget_held_answers(now=now)


@shared_task
def refresh_tallies() -> None:
    """Tally the days that changed. What is not reached in time is read live until the next sweep."""
    stop_at = time.monotonic() + TALLY_SECONDS
    waiting = Exists(StaleRange.objects.filter(organisation=OuterRef("pk")))
    outdated = Q(pk__in=TallyState.objects.outdated().values("organisation"))
    for organisation in Organisation.objects.filter(waiting | outdated).order_by("pk"):
        try:
            while refresh_next_tallies(organisation=organisation) and time.monotonic() < stop_at:
                pass
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            # One organisation's trouble must not keep the others waiting.
            logger.exception("organisation %s could not be tallied", organisation.pk)
