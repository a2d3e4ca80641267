"""A whole Promotor for one measurement: durable PostgreSQL, Valkey, web and worker, all thrown away afterwards."""

import contextlib
import http.client
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nps_app.embedded import locate, programs
from nps_app.embedded.postgres import Postgres
from nps_app.embedded.supervisor import Supervisor
from nps_app.embedded.testing import (
    AT_ANY_HOUR,
    free_port,
    short_private_folder,
    start_postgres,
    start_valkey,
)
from nps_app.embedded.valkey import Valkey

START_SECONDS = 60
BARE_TABLE = "CREATE TABLE bare (id bigserial PRIMARY KEY, score smallint, comment text, at timestamptz)"


@dataclass
class Machine:
    """The running servers. `start_worker` and `start_web` return process ids."""

    supervisor: Supervisor
    environment: dict[str, str]
    port: int
    postgres: Postgres
    valkey: Valkey
    bare_port: int = 0

    def start_worker(self) -> int:
        pid = self.supervisor.start(programs.worker(self.environment))
        self.supervisor.wait_until(
            lambda: "ready." in self.supervisor.log_end("worker", 200), name="worker", seconds=START_SECONDS
        )
        return pid

    def start_web(self) -> int:
        pid = self.supervisor.start(programs.web(self.port, self.environment))
        self.supervisor.wait_until(self._answers, name="web", seconds=START_SECONDS)
        return pid

    def start_bare(self) -> int:
        """The yardstick of bench/bare.py, under the same server as `start_web`, at `bare_port`."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(BARE_TABLE)
        self.bare_port = free_port()
        program = programs.web(self.bare_port, self.environment, application="bench.bare:application")
        pid = self.supervisor.start(replace(program, name="bare"))
        self.supervisor.wait_until(
            lambda: self._answers("/", self.bare_port), name="bare", seconds=START_SECONDS
        )
        return pid

    def _answers(self, path: str = "/robots.txt", port: int = 0) -> bool:
        try:
            return self.get(path, port=port)[0] == 200
        except OSError:
            return False

    def get(self, path: str, cookie: str = "", *, port: int = 0) -> tuple[int, float]:
        """Status and seconds of one request on a connection of its own."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            response = connection.getresponse()
            response.read()
            return response.status, time.perf_counter() - began
        finally:
            connection.close()


@contextmanager
def servers() -> Iterator[Machine]:
    """Empty, migrated servers. Django is set up when this yields."""
    folder = short_private_folder()
    supervisor = Supervisor(logs=Path(tempfile.mkdtemp(prefix="promotor-bench-")), say=lambda _: None)
    try:
        postgres = start_postgres(supervisor, folder, durable=True)
        postgres.create_database()
        valkey = start_valkey(supervisor, folder)
        port = free_port()
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "nps_app.settings",
            "DATABASE_URL": postgres.url(),
            "REDIS_URL": valkey.url,
            "BROKER_URL": locate.broker_url(valkey.url),
            "SECRET_KEY": "only-for-the-bench-only-for-the-bench-only-for-the-bench",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "LOG_LEVEL": "WARNING",
            **AT_ANY_HOUR,
        }
        _prepare_django()
        yield Machine(supervisor, dict(os.environ), port, postgres, valkey)
    finally:
        supervisor.stop()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(supervisor.logs, ignore_errors=True)


def _prepare_django() -> None:
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    connections.close_all()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def memory_of(pid: int) -> float:
    """Megabytes a process and its children really occupy (shared pages counted once)."""
    total = 0.0
    for child in _tree(pid):
        try:
            lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
        except OSError:  # it has just ended
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return total


def peak_memory_of(pid: int) -> float:
    """Megabytes that the largest of a process and its children has ever occupied, shared pages included."""
    peaks = [0]
    for child in _tree(pid):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{child}/status").read_text().splitlines()
            peaks += [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return max(peaks) / 1024


def processor_seconds_of(pid: int) -> float:
    """What a process and its children have used of the processor so far, those that ended included."""
    ticks = 0
    for child in _tree(pid):
        with contextlib.suppress(OSError):
            numbers = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            # Its own time; of the head of the tree also that of children that ended.
            ticks += sum(int(number) for number in numbers[11 : 15 if child == pid else 13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        except OSError:
            continue
        found += [int(child) for child in children]
    return found
