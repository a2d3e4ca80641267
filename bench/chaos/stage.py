"""The whole of Promotor under attack, as `make run` starts it, with a mail server that can fail."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench.servers import Machine, servers
from nps_app.embedded import programs
from nps_app.embedded.supervisor import Program, Supervisor
from tests.delivery.faulty_server import FaultyServer

Answer = TypeVar("Answer")
START_SECONDS = 60
# How long the worker waits for a mail server's word, instead of a minute: silence is one of the faults.
MAIL_TIMEOUT = 8
# The name of the workers' database connections, to tell them from ours.
OF_WORKERS = "promotor-worker"
# Where webhooks may go; the rest of this machine is as forbidden as any private address.
RECEIVERS = "127.0.0.2/32"
# Each worker has two processes, each with one connection to the mail server.
CONNECTIONS = programs.QUEUE_WORKERS


@dataclass
class Stage:
    """The servers (which only come back when `servers_back` is called) and the programs, which are watched."""

    machine: Machine
    mail: FaultyServer
    programs: Supervisor
    environment: dict[str, str]
    short: bool
    heard: list[str]

    def size(self, full: int, short: int) -> int:
        """How much of something: `make chaos-send` as it is, or the short form for `make test`."""
        return short if self.short else full

    @property
    def workers(self) -> list[str]:
        """Two worker programs, in the short form one."""
        return ["worker"] if self.short else ["worker", "second"]

    def start_worker(self, name: str, environment: dict[str, str] | None = None) -> None:
        """Start one more worker and wait until it takes work."""
        self.start(programs.worker(self.environment | (environment or {}), name))
        self.programs.wait_until(
            lambda: "ready." in self.programs.log_end(name, 200), name=name, seconds=START_SECONDS
        )

    def start_beat(self, name: str = "beat") -> None:
        """Start a timetable with a memory of its own."""
        self.start(programs.beat(self.programs.logs / f"{name}-schedule", self.environment, name))

    def start(self, program: Program) -> None:
        """Start a program and keep watch over it."""
        self.programs.start(program)

    def wait(self, ready: Callable[[], object], seconds: float, pause: float = 0.02) -> bool:
        """Watch over the programs until something holds; False when it did not within `seconds`."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.programs.check()
            if time.monotonic() > deadline:
                return False
            time.sleep(pause)
        return True

    def pid(self, name: str) -> int:
        """The process of a program or of a server (postgres, valkey)."""
        keeper = self.machine.supervisor if name in {"postgres", "valkey"} else self.programs
        return keeper.process(name).pid

    def kill_workers(self) -> int:
        """SIGKILL to every worker with all its processes; returns how many workers that were."""
        killed = 0
        for name in self.workers:
            process = self.programs.process(name)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                killed += 1
        self.wait(lambda: not self.worker_connections(), 5)
        return killed

    def end_workers(self) -> float:
        """Ask every worker to stop, as an upgrade does; returns the seconds the last one took."""
        began = time.monotonic()
        running = [self.programs.process(name) for name in self.workers]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(START_SECONDS)
        return time.monotonic() - began

    def workers_back(self) -> None:
        """Wait until every worker that was ended takes work again."""
        done = {name: self._starts(name) for name in self.workers}
        self.wait(
            lambda: all(self._starts(name) > done[name] for name in self.workers), START_SECONDS, pause=0.2
        )

    def _starts(self, name: str) -> int:
        return (self.programs.logs / f"{name}.log").read_text(errors="replace").count(" ready.")

    def worker_connections(self) -> list[int]:
        """The database's processes that serve workers."""
        from django.db import connection

        def ask() -> list[int]:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [OF_WORKERS])
                return [row[0] for row in cursor.fetchall()]

        return patiently(ask)

    def servers_back(self) -> None:
        """Start again the server that was ended, and wait until it answers."""
        from django.db import connections

        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self.machine.supervisor.check()
            if all(server.is_ready() for server in (self.machine.postgres, self.machine.valkey)):
                connections.close_all()  # ours did not survive either
                return
            time.sleep(0.05)
        raise TimeoutError("a server did not come back")


@contextmanager
def stage(*, short: bool) -> Iterator[Stage]:
    """Everything started and healthy: pages, timetable, workers."""
    heard: list[str] = []
    with servers() as machine, FaultyServer(keeps_bodies=False, offers="PIPELINING") as mail:
        programs_ = Supervisor(logs=machine.supervisor.logs / "programs", say=heard.append)
        environment = machine.environment | {
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail.port),
            "EMAIL_TIMEOUT": str(MAIL_TIMEOUT),
            "PGAPPNAME": OF_WORKERS,
            "OUTGOING_NETWORKS": RECEIVERS,
        }
        scene = Stage(machine, mail, programs_, environment, short, heard)
        machine.environment = machine.environment | {"TRUSTED_PROXIES": "1"}
        try:
            machine.start_web()
            scene.start_beat()
            for name in scene.workers:
                scene.start_worker(name)
            yield scene
        finally:
            programs_.stop()


def patiently(question: Callable[[], Answer], seconds: float = 30) -> Answer:
    """Ask the database, again while it is away: it is what is under attack."""
    from django.db import InterfaceError, OperationalError, connection

    deadline = time.monotonic() + seconds
    while True:
        try:
            return question()
        except (OperationalError, InterfaceError):
            connection.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def children(pid: int) -> list[int]:
    """The processes a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
