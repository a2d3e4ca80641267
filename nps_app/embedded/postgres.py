"""A PostgreSQL of our own: made once, started in the foreground on a private socket.

As root it runs as `nobody` (PostgreSQL refuses root) through setpriv, which changes no account of the machine.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from nps_app.embedded import locate
from nps_app.embedded.paths import POSTGRES_SOCKET_NAME, make_private
from nps_app.embedded.supervisor import Program

# The change of user clears the parent-death signal of the supervisor's own setpriv, so it is asked for again.
AS_NOBODY = ("setpriv", "--pdeathsig=INT", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
# Faster, and a crash may lose everything: for tests only.
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
LEFTOVER_SECONDS = 15.0
FIRST_WITH_BUILTIN_LOCALE = 17


class PostgresFailed(Exception):
    """PostgreSQL could not be made or started; the message carries its own words."""


@dataclass(frozen=True)
class Postgres:
    """One cluster: where its data and socket live and which programs run it."""

    data: Path
    sockets: Path
    programs: Path
    durable: bool = True

    def prepare(self) -> None:
        """Create the cluster unless it is there, and end a server that an earlier run left behind."""
        _make_for_server(self.sockets)
        self._stop_leftover()
        if (self.data / "PG_VERSION").is_file():
            self._refuse_other_version()
            return
        # Half-made by an interrupted first start: initdb writes PG_VERSION early, so it works beside.
        half = self.data.with_name(f"{self.data.name}.half")
        _remove(half)
        _make_for_server(half)
        done = subprocess.run(
            [*self._initdb(), "-D", str(half)],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=_environment(),
        )
        if done.returncode:
            raise PostgresFailed(f"initdb failed:\n{done.stdout}{done.stderr}")
        half.rename(self.data)

    def _initdb(self) -> list[str]:
        options = ["--auth=trust", "--encoding=UTF8", f"--username={locate.DATABASE_USER}"]
        if not self.durable:
            options.append("--no-sync")
        options.append("--locale=C.UTF-8" if sys.platform == "linux" else "--locale=en_US.UTF-8")
        if self._major_version() >= FIRST_WITH_BUILTIN_LOCALE:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [*_unprivileged(), str(self.programs / "initdb"), *options]

    def _major_version(self) -> int:
        told = subprocess.run(
            [self.programs / "postgres", "--version"], capture_output=True, text=True, check=True, cwd="/"
        )
        return int(told.stdout.split()[2].split(".")[0])

    def _refuse_other_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = self._major_version()
        if made_by != str(ours):
            raise PostgresFailed(
                f"The data in {self.data} was made by PostgreSQL {made_by}, and this is PostgreSQL {ours}. "
                "Dump it with the old one (docs/OPERATIONS.md, Backups), or move the folder away to start afresh."
            )

    def program(self) -> Program:
        """The server in the foreground, for the supervisor: SIGINT is its quick orderly stop."""
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0777",  # the folder is private, and root's web process is not `nobody`
            "port=5432",
            "max_connections=100",
            "shared_buffers=128MB",
            "max_wal_size=1GB",
            *(() if self.durable else NOT_DURABLE),
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        command = [*_unprivileged(), str(self.programs / "postgres"), "-D", str(self.data), *options]
        return Program("postgres", command, stop_signal=signal.SIGINT, folder=Path("/"))

    def is_ready(self) -> bool:
        """Whether it takes connections."""
        if not (self.sockets / POSTGRES_SOCKET_NAME).exists():
            return False
        try:
            psycopg2.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    def url(self, name: str = locate.DATABASE_NAME) -> str:
        """The address of one of its databases."""
        return locate.postgres_url(str(self.sockets), name)

    def create_database(self, name: str = locate.DATABASE_NAME) -> None:
        """Create a database unless it is there."""
        connection = psycopg2.connect(self.url("postgres"))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                if not cursor.fetchone():
                    cursor.execute(f'CREATE DATABASE "{name}"')
        finally:
            connection.close()

    def _stop_leftover(self) -> None:
        """Stop a server of this folder whose supervisor was killed; a stale pid file is PostgreSQL's own business."""
        pid_file = self.data / "postmaster.pid"
        deadline = time.monotonic() + LEFTOVER_SECONDS
        while pid_file.is_file() and (pid := self._running_pid(pid_file)):
            if time.monotonic() > deadline:
                raise PostgresFailed(
                    f"PostgreSQL (process {pid}), left by an earlier run, still holds {self.data}."
                )
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            time.sleep(0.2)

    def _running_pid(self, pid_file: Path) -> int | None:
        """The process of the pid file if it is our server: after a reboot the number may be anybody's."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(pid_file.read_text().splitlines()[0])
            told = subprocess.run(
                ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, check=False
            )
            return pid if os.fsencode(self.data) in told.stdout else None
        return None


def _unprivileged() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        raise PostgresFailed(
            "PostgreSQL refuses to run as root, and `setpriv` (package util-linux) is not here to run it as nobody. "
            "Start Promotor as an ordinary user, or set DATABASE_URL to a running PostgreSQL."
        )
    return AS_NOBODY


def _environment() -> dict[str, str]:
    """Our environment without PG* variables, which would steer initdb to another place."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _make_for_server(folder: Path) -> None:
    """A private folder owned by the user the server runs as."""
    if folder.is_dir() and os.geteuid() == 0 and folder.stat().st_uid != 0:
        return
    make_private(folder)
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
