"""Wake a timed task right after the commit, so that its work starts within a second.

A nudge carries no content and may be lost: the timetable finds the row anyway. Redis being down or
hanging must not cost a visitor more than a moment, so after one failure nudges rest for a few seconds.
"""

import logging
import time
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)
REST_SECONDS = 5.0


class _Rest:
    until = 0.0


def nudge(task: Any) -> None:
    """Publish `task` (a Celery task without arguments) once the current transaction has committed."""
    transaction.on_commit(lambda: _publish(task), robust=True)


def _publish(task: Any) -> None:
    if time.monotonic() < _Rest.until:
        return
    try:
        task.apply_async(expires=60, retry=False)
    except Exception as error:
        _Rest.until = time.monotonic() + REST_SECONDS
        logger.warning("nudge of %s lost (%s); the timetable will find the work", task.name, error)
