"""1 million answers as a file, through the web server, beside PostgreSQL's own COPY of the same rows, by turns.

EXPORT_ANSWERS=100000 in the environment makes a quick run.
"""

import contextlib
import http.client
import os
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from bench.clients import middle
from bench.dashboard import Loaded, load
from bench.servers import Machine, memory_of
from bench.table import Figure

ANSWERS = int(os.environ.get("EXPORT_ANSWERS", "1000000"))
ROUNDS = 3
RATIO = 2
MEGABYTES = 30  # a million answers are over 150
COPY = """
COPY (SELECT r.id, r.answered_at, r.score, r.category, r.comment, r.wants_contact, s.name, r.channel, r.language,
    c.name, c.email, c.phone, r.properties
FROM responses_response r JOIN surveys_survey s ON s.id = r.survey_id
    LEFT JOIN contacts_contact c ON c.id = r.contact_id
WHERE r.organisation_id = {organisation} AND NOT r.is_sample ORDER BY r.answered_at, r.id) TO STDOUT (FORMAT csv)
"""


THEMES = """
INSERT INTO responses_commenttheme (organisation_id, response_id, theme, polarity, source, starts_at, ends_at)
SELECT organisation_id, id, theme, sign, 'rule', 0, 0 FROM responses_response,
    (VALUES ('staff', 1), ('wait_times', -1)) AS found (theme, sign)
WHERE organisation_id = %s AND comment <> ''
"""


def measure(machine: Machine) -> list[Figure]:
    loaded = load(ANSWERS)
    _find_themes(loaded)
    web = machine.start_web()
    token = _csrf(loaded)
    _download(machine, loaded, token, "csv")  # whatever the server keeps, it keeps from now on
    resting = memory_of(web)
    times: dict[str, list[float]] = {"copy": [], "csv": [], "xlsx": []}
    most = {"csv": 0.0, "xlsx": 0.0}
    size = {"csv": 0, "xlsx": 0}
    for _ in range(ROUNDS):
        times["copy"].append(_copy(loaded))
        for form in ("csv", "xlsx"):
            with _watching(web) as seen:
                seconds, size[form] = _download(machine, loaded, token, form)
            times[form].append(seconds)
            most[form] = max(most[form], *seen)
    copied = middle(times["copy"])
    return [
        Figure(f"COPY of {ANSWERS:,} answers", copied, "s"),
        Figure("export as CSV (zipped, guarded, explained)", middle(times["csv"]), "s"),
        Figure(
            "  against COPY, median of the rounds",
            middle(ours / its for ours, its in zip(times["csv"], times["copy"], strict=True)),
            "times",
            RATIO,
        ),
        Figure("  the file", size["csv"] / 1e6, "MB"),
        Figure("  memory above the resting web server, at most", most["csv"] - resting, "MB", MEGABYTES),
        Figure("export as XLSX", middle(times["xlsx"]), "s"),
        Figure("  the file", size["xlsx"] / 1e6, "MB"),
        Figure("  memory above the resting web server, at most", most["xlsx"] - resting, "MB", MEGABYTES),
    ]


def _find_themes(loaded: Loaded) -> None:
    """Two for each comment, as reading them all would take longer than everything else here."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(THEMES, [loaded.organisation.pk])
        cursor.execute("VACUUM (ANALYZE) responses_commenttheme")


def _copy(loaded: Loaded) -> float:
    """Seconds that PostgreSQL takes to hand the same rows over as they are."""
    import psycopg2

    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    began = time.perf_counter()
    with connection.cursor() as cursor, open(os.devnull, "wb") as nowhere:
        cursor.copy_expert(COPY.format(organisation=loaded.organisation.pk), nowhere, 256 * 1024)
    connection.close()
    return time.perf_counter() - began


def _csrf(loaded: Loaded) -> str:
    """Lets ten exports an hour be twenty, and gives what the form would carry."""
    from django.middleware.csrf import _get_new_csrf_string

    return str(_get_new_csrf_string())


def _download(machine: Machine, loaded: Loaded, token: str, form: str) -> tuple[float, int]:
    """Seconds and bytes of one export, all time, over the web server."""
    from django.core.cache import cache

    cache.clear()  # nobody may have more than ten an hour
    began, size = time.perf_counter(), 0
    connection = http.client.HTTPConnection("127.0.0.1", machine.port, timeout=600)
    try:
        connection.request(
            "POST",
            f"/o/{loaded.organisation.slug}/responses/export/?period=all",
            urlencode({"form": form, "csrfmiddlewaretoken": token}),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"{loaded.cookie}; csrf={token}",
            },
        )
        response = connection.getresponse()
        while piece := response.read(256 * 1024):
            size += len(piece)
    finally:
        connection.close()
    if response.status != 200 or size < ANSWERS:
        raise RuntimeError(f"the export answered {response.status} with {size} bytes")
    return time.perf_counter() - began, size


@contextlib.contextmanager
def _watching(pid: int) -> Iterator[list[float]]:
    """Megabytes of a process and its children, looked at again and again."""
    seen: list[float] = []
    stop: Any = threading.Event()

    def look() -> None:
        while not stop.wait(0.2):
            seen.append(memory_of(pid))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()
