"""1 million purchases of 200 000 customers from a CSV file, and the page of quadrants at 1 million customers."""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.dashboard import cookie
from bench.servers import Machine, memory_of
from bench.table import Figure

ROWS = 1_000_000
CUSTOMERS = 200_000
MORE_CUSTOMERS = 800_000
SECONDS = 180
# What the memory may grow by from the first tenth of the file to its end.
GROWTH = 60
PAGE_MILLISECONDS = 500
LINES_A_PIECE = 20_000
LOOKS = 7
GIVE_UP = 900


def measure(machine: Machine) -> list[Figure]:
    from tests import factories

    organisation = factories.organisation(slug="acme", region="es-CO")
    user = factories.member(organisation, "olga", "owner")
    _customers(organisation, CUSTOMERS)
    worker = machine.start_worker()
    first = _import(worker, organisation, user)
    again = _import(worker, organisation, user)
    reckoned = _reckon(organisation)
    _customers(organisation, MORE_CUSTOMERS)
    _stand(organisation)
    machine.start_web()
    page = _look(machine, "/o/acme/quadrants/", cookie(user))
    return [
        Figure("seconds for a million new purchases", first.seconds, "s", SECONDS),
        Figure("purchases a second", ROWS / first.seconds, "/s"),
        Figure("worker with its children, after a tenth", first.early, "MB"),
        Figure("growth of its memory from there on", first.peak - first.early, "MB", GROWTH),
        Figure("seconds for the same file again", again.seconds, "s", SECONDS),
        Figure("standings reckoned a second", CUSTOMERS / reckoned, "/s"),
        Figure("quadrants of a million customers, median", page, "ms", PAGE_MILLISECONDS),
    ]


class _Run:
    seconds = early = peak = 0.0


def _customers(organisation: Any, count: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO contacts_contact (organisation_id, email, phone, name, language, time_zone, properties,
                is_sample, created_at, updated_at)
            SELECT %s, 'cliente' || n || '@ejemplo.com', '', 'Cliente ' || n, 'es', '', '{}', false, now(), now()
            FROM generate_series((SELECT count(*) FROM contacts_contact) + 1,
                (SELECT count(*) FROM contacts_contact) + %s) AS n""",
            [organisation.pk, count],
        )
        cursor.execute("VACUUM (ANALYZE) contacts_contact")


def _file() -> Iterator[bytes]:
    rng, today = random.Random(3), datetime.now(UTC).date()
    yield "Pedido,Fecha,Correo,Total,Moneda,Producto,Categoría\n".encode()
    for start in range(0, ROWS, LINES_A_PIECE):
        lines = []
        for number in range(start, start + LINES_A_PIECE):
            day = today - timedelta(days=1 + int(rng.random() * 720))
            customer = 1 + int(rng.random() * CUSTOMERS)
            ware = number % 200
            lines.append(
                f"P-{number:07d},{day.isoformat()},Cliente{customer}@ejemplo.com,{number % 900 + 10}.90,USD,"
                f"Producto {ware},Categoría {ware % 12}\n"
            )
        yield "".join(lines).encode()


def _import(worker: int, organisation: Any, user: Any) -> _Run:
    from django.utils import timezone

    from integrations.actions.start_import import start_import
    from integrations.actions.upload_import import upload_import
    from integrations.tasks import run_imports

    job = upload_import(
        organisation=organisation,
        filename="p.csv",
        pieces=_file(),
        by=user,
        now=timezone.now(),
        about="purchases",
    )
    run = _Run()
    began = time.perf_counter()
    start_import(job=job, targets=job.targets, by=user, now=timezone.now())
    run_imports.apply_async()
    while not job.is_finished and time.perf_counter() - began < GIVE_UP:
        time.sleep(0.25)
        memory = memory_of(worker)
        run.peak = max(run.peak, memory)
        if job.rows_done < ROWS // 10:
            run.early = max(run.early, memory)
        job.refresh_from_db()
    run.seconds = time.perf_counter() - began
    if (job.state, job.rows_done, job.bad, job.unmatched) != ("done", ROWS, 0, 0):
        raise RuntimeError(
            f"ended as {job.state} at row {job.rows_done}: {job.bad} bad, {job.unmatched} unmatched"
        )
    return run


def _reckon(organisation: Any) -> float:
    from django.utils import timezone

    from responses.actions.refresh_standings import refresh_standings

    began = time.perf_counter()
    while refresh_standings(organisation=organisation, now=timezone.now()):
        pass
    return time.perf_counter() - began


def _stand(organisation: Any) -> None:
    """The other customers, everywhere: what the page counts is the number of rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO contacts_standing (organisation_id, contact_id, score, quadrant, rhythm, stale)
            SELECT c.organisation_id, c.id, 9,
                (ARRAY['no_buys', 'yes_not', 'yes_buys', 'no_not', 'mid_buys', 'silent_buys'])[c.id %% 6 + 1],
                (ARRAY['not_yet', 'due', 'late', 'unknown'])[c.id %% 4 + 1], false
            FROM contacts_contact c WHERE c.organisation_id = %s ON CONFLICT DO NOTHING""",
            [organisation.pk],
        )
        cursor.execute("VACUUM (ANALYZE) contacts_standing")


def _look(machine: Machine, path: str, signed_in: str) -> float:
    times = []
    for _ in range(LOOKS + 1):
        status, seconds = machine.get(path, signed_in)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        times.append(1000 * seconds)
    return statistics.median(times[1:])
