import logging
import time

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from delivery.tasks import deliver_ready
from followup.actions.triage_response import triage_response
from nps_app.lib.nudge import nudge
from responses.models import Response

logger = logging.getLogger(__name__)
BATCH = 200
LIMIT_SECONDS = 50


@shared_task
def triage_answers() -> None:
    """Decide what every new or changed answer needs. A row that fails is logged and tried again next time."""
    stop_at = time.monotonic() + LIMIT_SECONDS
    last = 0
    while time.monotonic() < stop_at:
        ids = list(
            Response.objects.real()
            .untriaged()
            .filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", flat=True)[:BATCH]
        )
        if not ids:
            return
        if sum(_triage(pk) for pk in ids):
            nudge(deliver_ready)
        last = ids[-1]


def _triage(response_id: int) -> bool:
    try:
        return triage_response(response_id=response_id, now=timezone.now()) is not None
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        # One bad row must not keep the others waiting.
        logger.exception("answer %s could not be triaged", response_id)
        return False
