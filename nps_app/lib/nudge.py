"""Wake a timed task right after the commit, so that its work starts within a second.

A nudge carries no content and may be lost: the timetable finds the row anyway. It leaves from a thread of its
own, so that a broker that is down or hangs never costs a visitor a moment; nudges of the same task that wait
behind each other become one.
"""

import logging
import os
import queue
import threading
import time
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)
REST_SECONDS = 0.2


class _Publisher:
    """One thread a process that publishes what was nudged."""

    def __init__(self) -> None:
        self._pid = os.getpid()
        self._waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._names: set[str] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._run, name="nudge", daemon=True).start()

    @property
    def is_mine(self) -> bool:
        """False in a child process, where the thread of the parent does not run."""
        return self._pid == os.getpid()

    def put(self, task: Any) -> None:
        with self._lock:
            if task.name in self._names:
                return
            self._names.add(task.name)
        self._waiting.put(task)

    def _run(self) -> None:
        while True:
            task = self._waiting.get()
            # From here on a new nudge is news: the row it stands for may be too young for this publication.
            with self._lock:
                self._names.discard(task.name)
            try:
                task.apply_async(expires=60, retry=False)
            except Exception as error:
                logger.warning("nudge of %s lost (%s); the timetable will find the work", task.name, error)
            # What is nudged meanwhile becomes one message: publishing takes as long as storing an answer.
            time.sleep(REST_SECONDS)


class _Process:
    publisher: _Publisher | None = None
    lock = threading.Lock()


def nudge(task: Any) -> None:
    """Publish `task` (a Celery task without arguments) once the current transaction has committed."""
    transaction.on_commit(lambda: _publisher().put(task), robust=True)


def _publisher() -> _Publisher:
    with _Process.lock:
        if _Process.publisher is None or not _Process.publisher.is_mine:
            _Process.publisher = _Publisher()
        return _Process.publisher
