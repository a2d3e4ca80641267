"""100 000 contacts from a CSV file: how long the worker takes, how much memory, and how the pages fare meanwhile."""

import io
import statistics
import threading
import time
from collections.abc import Iterator

from bench.servers import Machine, memory_of
from bench.table import Figure

ROWS = 100_000
SECONDS = 60
MEGABYTES = 300
PAGE_MILLISECONDS = 500
GIVE_UP = 600


def measure(machine: Machine) -> list[Figure]:
    worker = machine.start_worker()
    machine.start_web()
    organisation, user, cookie = _organisation()
    first = _run(machine, worker, organisation, user, cookie)
    again = _run(machine, worker, organisation, user, cookie)
    return [
        Figure("seconds for new contacts", first.seconds, "s", SECONDS),
        Figure("contacts a second", ROWS / first.seconds, "/s"),
        Figure("worker with its children, peak", max(first.memory, again.memory), "MB", MEGABYTES),
        Figure("contacts page meanwhile, median", statistics.median(first.pages), "ms"),
        Figure("contacts page meanwhile, 95 %", _share(first.pages, 0.95), "ms", PAGE_MILLISECONDS),
        Figure("contacts page meanwhile, slowest", max(first.pages), "ms"),
        Figure("seconds for the same file again", again.seconds, "s", SECONDS),
    ]


class _Run:
    def __init__(self) -> None:
        self.seconds = self.memory = 0.0
        self.pages: list[float] = []


def _organisation() -> tuple[object, object, str]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tests import factories

    organisation = factories.organisation(slug="acme", region="es-CO")
    user = factories.member(organisation, "olga", "owner")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return organisation, user, f"session={session.session_key}"


def _file() -> Iterator[bytes]:
    lines = io.StringIO()
    lines.write("Correo,Teléfono,Nombre,Idioma,Zona horaria,Sucursal,Plan\n")
    for number in range(ROWS):
        lines.write(
            f"cliente{number}@ejemplo.com,+57300{number:07d},José Peña {number},es,America/Bogota,"
            f"Sucursal {number % 40},{('oro', 'plata')[number % 2]}\n"
        )
    yield lines.getvalue().encode()


def _run(machine: Machine, worker: int, organisation: object, user: object, cookie: str) -> _Run:
    from django.utils import timezone

    from integrations.actions.start_import import start_import
    from integrations.actions.upload_import import upload_import
    from integrations.tasks import run_imports

    now = timezone.now()
    job = upload_import(organisation=organisation, filename="a.csv", pieces=_file(), by=user, now=now)
    run = _Run()
    stop = threading.Event()
    visitor = threading.Thread(target=_visit, args=(machine, cookie, run, stop))
    visitor.start()
    try:
        began = time.perf_counter()
        start_import(job=job, targets=job.targets, by=user, now=timezone.now())
        run_imports.apply_async()
        while not job.is_finished and time.perf_counter() - began < GIVE_UP:
            time.sleep(0.1)
            run.memory = max(run.memory, memory_of(worker))
            job.refresh_from_db()
        run.seconds = time.perf_counter() - began
    finally:
        stop.set()
        visitor.join()
    if (job.state, job.rows_done, job.bad) != ("done", ROWS, 0):
        raise RuntimeError(f"import ended as {job.state} at row {job.rows_done} with {job.bad} bad rows")
    return run


def _visit(machine: Machine, cookie: str, run: _Run, stop: threading.Event) -> None:
    while not stop.is_set():
        status, seconds = machine.get("/o/acme/contacts/", cookie)
        if status != 200:
            raise RuntimeError(f"the contacts page answered {status}")
        run.pages.append(seconds * 1000)
        time.sleep(0.05)


def _share(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
