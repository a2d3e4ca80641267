"""Celery's scheduler that also says it is alive. Its schedule is static, in nps_app/celery.py."""

import logging
import time

from celery.beat import PersistentScheduler
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from nps_app.lib import heartbeat

logger = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 30


class HeartbeatScheduler(PersistentScheduler):
    _last_heartbeat = 0.0

    def tick(self, *args: object, **kwargs: object) -> float:
        if time.monotonic() - self._last_heartbeat >= HEARTBEAT_SECONDS or not self._last_heartbeat:
            self._record_heartbeat()
        return super().tick(*args, **kwargs)

    def _record_heartbeat(self) -> None:
        try:
            close_old_connections()
            heartbeat.record("beat", now=timezone.now())
            self._last_heartbeat = time.monotonic()
        except DatabaseError as error:
            logger.warning("heartbeat not recorded: %s", error)
