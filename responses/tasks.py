import time

from celery import shared_task
from django.utils import timezone

from responses.actions.forget_held_answers import forget_held_answers
from responses.actions.settle_answer import settle_answer
from responses.models import ProvisionalAnswer
from surveys.actions.forget_visits import forget_visits
from surveys.rules.evidence import FRESH

SETTLE_SECONDS = 20


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
