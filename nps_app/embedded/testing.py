"""pytest plugin: real servers for the tests, a mail server that keeps what it gets, a real worker.

Loaded by `-p nps_app.embedded.testing` (pyproject.toml), so that it runs before the settings are read.
"""

import atexit
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from nps_app.embedded import binaries, locate, programs
from nps_app.embedded.paths import CHECKOUT, fits_a_socket, make_private, places, reachable_by_others
from nps_app.embedded.postgres import Postgres
from nps_app.embedded.smtp_sink import SmtpSink
from nps_app.embedded.supervisor import Supervisor
from nps_app.embedded.valkey import Valkey
from nps_app.lib.catalogues import compile_catalogue

START_SECONDS = 60
# A port nobody listens on: a test that forgets `smtp_sink` must not reach a real mail server.
NO_MAIL_SERVER = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": "9"}
# Tests run by night, too; those about quiet hours set their own.
AT_ANY_HOUR = {"MAIL_FIRST_HOUR": "0", "MAIL_LAST_HOUR": "24"}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Start the servers the environment does not name. A wrapper, because it must come before pytest-django.

    Where several processes share the tests (`-n 3`), each has servers of its own and the one that deals out has none.
    """
    os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-0123456789")
    if not is_part_of_a_run():
        prepare_checkout()
        if getattr(early_config.known_args_namespace, "numprocesses", None):
            return (yield)
    folder = short_private_folder()
    supervisor = Supervisor(logs=folder / "log")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    early_config.add_cleanup(supervisor.stop)
    os.environ.update(NO_MAIL_SERVER | AT_ANY_HOUR)
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = start_postgres(supervisor, folder).url()
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = start_valkey(supervisor, folder).url
        os.environ["BROKER_URL"] = locate.broker_url(os.environ["REDIS_URL"])
    return (yield)


def is_part_of_a_run() -> bool:
    """Whether this process was started by another one that deals out the tests."""
    return "PYTEST_XDIST_WORKER" in os.environ


def prepare_checkout() -> None:
    """What `make run` prepares and a fresh clone lacks: compiled translations, the folder of static files."""
    (CHECKOUT / "staticfiles").mkdir(exist_ok=True)
    for catalogue in CHECKOUT.glob("locale/*/*/LC_MESSAGES/*.po"):
        compile_catalogue(catalogue)


def short_private_folder() -> Path:
    """A new folder whose path leaves room for a socket and that PostgreSQL's user can enter."""
    for base in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - mkdtemp makes a private one
        folder = Path(tempfile.mkdtemp(prefix="promotor-test-", dir=base))
        if fits_a_socket(folder / "pg") and reachable_by_others(base):
            return make_private(folder, enterable=os.geteuid() == 0)
        folder.rmdir()
    raise RuntimeError(
        "No temporary folder is short and open enough for a socket. Set TMPDIR to a short path."
    )


def start_postgres(supervisor: Supervisor, folder: Path, *, durable: bool = False) -> Postgres:
    """A throwaway PostgreSQL below a folder; `durable` for tests that kill it."""
    server = Postgres(
        data=folder / "postgres",
        sockets=folder / "pg",
        programs=binaries.postgres_folder(places().binaries),
        durable=durable,
    )
    server.prepare()
    supervisor.start(server.program())
    supervisor.wait_until(server.is_ready, name="postgres", seconds=START_SECONDS)
    return server


def start_valkey(supervisor: Supervisor, folder: Path, *, durable: bool = False) -> Valkey:
    """A throwaway Valkey below a folder; `durable` for tests that kill it."""
    server = Valkey(
        data=folder / "valkey",
        socket=folder / "valkey.sock",
        binary=binaries.valkey_program(),
        durable=durable,
    )
    server.prepare()
    supervisor.start(server.program())
    supervisor.wait_until(server.is_ready, name="valkey", seconds=START_SECONDS)
    return server


def free_port() -> int:
    """A loopback port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def smtp_sink(settings: object) -> Iterator[SmtpSink]:
    """A real mail server; the settings point at it, and it keeps every mail in `.messages`."""
    sink = SmtpSink(port=free_port())
    with sink:
        settings.EMAIL_HOST = "127.0.0.1"  # type: ignore[attr-defined]
        settings.EMAIL_PORT = sink.port  # type: ignore[attr-defined]
        yield sink


@pytest.fixture
def running_worker(transactional_db: None, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Supervisor]:
    """A real Celery worker and beat on the test database, mailing to `smtp_sink`; killed ones come back.

    The test's rows must be committed (this fixture brings `transactional_db`).
    """
    from nps_app.celery import app

    app.control.purge()
    supervisor = Supervisor(logs=tmp_path / "log")
    environment = os.environ | {"DATABASE_URL": database_url_of_the_test()}
    environment |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(smtp_sink.port)}
    supervisor.start(programs.worker(environment))
    supervisor.start(programs.beat(tmp_path / "beat", environment))
    try:
        supervisor.wait_until(
            lambda: "ready." in supervisor.log_end("worker", 200), name="worker", seconds=START_SECONDS
        )
        yield supervisor
    finally:
        supervisor.stop()
        sys.stderr.write(supervisor.log_end("worker", 60))  # shown by pytest when the test fails


def database_url_of_the_test() -> str:
    """The address of the database this test runs on."""
    from django.db import connection

    given, name = os.environ["DATABASE_URL"], connection.settings_dict["NAME"]
    address, mark, options = given.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{mark}{options}"
