"""Small notes of a web process, stored many at a time by a thread of its own, a fraction of a second later.

For what may be lost in a crash, and what no visitor should wait for: storing one by one costs a commit each.
"""

import atexit
import logging
import os
import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.db import Error, close_old_connections, connection

logger = logging.getLogger(__name__)
EVERY_SECONDS = 0.2
MOST = 20_000  # waiting; more come only where the database takes none, and then no page is shown either
Note = TypeVar("Note")


class Batch(Generic[Note]):
    """Notes that wait to be stored together. One thread a process, started by the first note."""

    def __init__(self, store: Callable[[Sequence[Note]], None]) -> None:
        self._store = store
        self._pid = 0
        self._lock = threading.Lock()
        self._storing = threading.Lock()
        self._wake = threading.Event()
        self._waiting: list[Note] = []

    def add(self, note: Note) -> None:
        """Have it stored within EVERY_SECONDS."""
        if self._pid != os.getpid():  # the first note, or a child of the process that has the thread
            self._start()
        if len(self._waiting) < MOST:
            self._waiting.append(note)
            self._wake.set()

    def _start(self) -> None:
        with self._lock:
            if self._pid == os.getpid():
                return
            self._pid, self._waiting = os.getpid(), []
            self._storing, self._wake = threading.Lock(), threading.Event()
            threading.Thread(target=self._run, name="batch", daemon=True).start()
            atexit.register(self.flush)

    def _run(self) -> None:
        pause = threading.Event()
        while True:
            self._wake.wait()
            self._wake.clear()
            pause.wait(EVERY_SECONDS)
            self.flush()
            if not self._waiting:  # nobody is about: the connection is given back
                connection.close()

    def flush(self) -> None:
        """Store what waits, now. Returns when it is stored, also what another thread is just storing."""
        with self._storing:
            notes, self._waiting = self._waiting, []
            if not notes:
                return
            try:
                close_old_connections()
                self._store(notes)
            except Error as error:
                logger.warning("%d notes not stored: %s", len(notes), error)
                connection.close()
