"""`make run`: everything on this machine, with sample data, stopped by Ctrl-C.

Starts PostgreSQL, Valkey and a mail catcher (unless DATABASE_URL, REDIS_URL, EMAIL_HOST name real ones), then the
pages, the worker and the timetable, and watches over them. Data, logs and caught mail stay in var/.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import IO

from nps_app.embedded import binaries, programs
from nps_app.embedded.paths import CHECKOUT, Places, places
from nps_app.embedded.postgres import Postgres, PostgresFailed
from nps_app.embedded.supervisor import Supervisor
from nps_app.embedded.valkey import Valkey

SERVER_SECONDS = 60.0
READY_SECONDS = 90.0


class CannotStart(Exception):
    """Why not, and what to do, for the person at the terminal."""


def main() -> int:
    """Run until Ctrl-C; 0 after an orderly stop, 1 with a message when it cannot start."""
    folders = places()
    supervisor = Supervisor(logs=folders.logs, say=say)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, supervisor.ask_to_stop)
    try:
        port = read_port()
        folders.make()
        with lock(folders):
            refuse_taken_port(port)
            run(supervisor, folders, port)
    except (CannotStart, PostgresFailed, binaries.ServerMissing, TimeoutError, PermissionError) as error:
        say(f"Promotor cannot start. {error}")
        return 1
    return 0


def say(text: str) -> None:
    """Tell the terminal at once, even through a pipe."""
    print(text, flush=True)


def run(supervisor: Supervisor, folders: Places, port: int) -> None:
    """Start everything in order, report, watch, stop everything."""
    try:
        sign_in = start(supervisor, folders, port)
        if not supervisor.stopping:
            say(f"ready http://127.0.0.1:{port}/")
            say(f"{sign_in.rstrip()}\nLogs: var/log. Stop: Ctrl-C.")
        supervisor.run()
    finally:
        say("stopping")
        supervisor.stop()


def start(supervisor: Supervisor, folders: Places, port: int) -> str:
    """Start what is needed and wait until it answers; return how to sign in."""
    say("starting")
    start_servers(supervisor, folders)
    mail_port = None if os.environ.get("EMAIL_HOST") else free_port()
    environment = programs.environment(folders, port=port, mail_port=mail_port)
    if mail_port:
        supervisor.start(programs.mail_catcher(folders, environment))
    sign_in = "" if supervisor.stopping else prepare(environment)
    if supervisor.stopping:
        return ""
    supervisor.start(programs.web(port, environment))
    supervisor.start(programs.worker(environment))
    supervisor.start(programs.beat(folders.var / "beat-schedule", environment))
    wait_until_healthy(supervisor, port)
    return sign_in


def start_servers(supervisor: Supervisor, folders: Places) -> None:
    """PostgreSQL and Valkey, each unless the environment names another."""
    if not os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_URL_FILE"):
        found = binaries.postgres_folder(folders.binaries)
        postgres = Postgres(data=folders.postgres_data, sockets=folders.postgres_sockets, programs=found)
        postgres.prepare()
        supervisor.start(postgres.program())
        supervisor.wait_until(postgres.is_ready, name="postgres", seconds=SERVER_SECONDS)
        if not supervisor.stopping:
            postgres.create_database()
    if not os.environ.get("REDIS_URL") and not os.environ.get("REDIS_URL_FILE"):
        found = binaries.valkey_program()
        valkey = Valkey(data=folders.valkey_data, socket=folders.valkey_socket, binary=found)
        valkey.prepare()
        supervisor.start(valkey.program())
        supervisor.wait_until(valkey.is_ready, name="valkey", seconds=SERVER_SECONDS)


def prepare(environment: dict[str, str]) -> str:
    """Migrations, translations, static files, sample data."""
    done = subprocess.run(
        [sys.executable, "-m", "nps_app.embedded.prepare"],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and done.returncode != -signal.SIGINT:
        raise CannotStart(f"Preparing the database failed:\n{done.stderr.strip()}")
    return done.stdout


def wait_until_healthy(supervisor: Supervisor, port: int) -> None:
    """Wait until pages, database, worker and timetable all answer."""
    deadline = time.monotonic() + READY_SECONDS
    while not supervisor.stopping:
        missing = silent_parts(port)
        if not missing:
            return
        supervisor.check()
        failing = supervisor.failing()
        if failing or time.monotonic() > deadline:
            named = failing or missing
            ends = "\n".join(f"{name}:\n{supervisor.log_end(name)}" for name in named)
            raise CannotStart(f"Not answering: {', '.join(named)}. The end of its log in var/log:\n{ends}")
        time.sleep(0.1)


def silent_parts(port: int) -> list[str]:
    """What /healthz misses; the pages themselves when they do not answer."""
    # No proxy: http_proxy of the environment must not see a loopback address.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return []
    except urllib.error.HTTPError as error:
        if error.code != 503:
            return ["web"]
        return [str(part) for part in json.load(error)["silent"]]
    except (OSError, ValueError):
        return ["web"]


def read_port() -> int:
    """PORT from the environment, 8000 without."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise CannotStart(
            f"PORT must be a number from 1 to 65535, not {given!r}. For example: PORT=8001 make run"
        )
    return int(given)


def refuse_taken_port(port: int) -> None:
    """Say so now: later it would be a web process dying again and again."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} cannot be used ({error.strerror}). Stop what uses it, or choose another: "
                f"PORT={port + 1 if port < 65535 else 8001} make run"
            ) from error


def free_port() -> int:
    """A loopback port nobody uses at this moment, for the mail catcher."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lock(folders: Places) -> IO[str]:
    """Hold the checkout: two PostgreSQLs on one folder would destroy it."""
    file = (folders.var / "run.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.seek(0)
        raise CannotStart(
            f"It already runs in this folder (process {file.read().strip() or 'unknown'}). "
            "Stop that one with Ctrl-C, or use another checkout."
        ) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


if __name__ == "__main__":
    sys.exit(main())
