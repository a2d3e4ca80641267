"""What `manage.py check --deploy` says beyond Django's own: whether PostgreSQL takes as many connections as we open."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

# A timetable, somebody at psql or manage.py, a backup.
BESIDES = 5
_FREE = """
    SELECT sum(CASE name WHEN 'max_connections' THEN setting::int ELSE -setting::int END) FROM pg_settings
    WHERE name IN ('max_connections', 'superuser_reserved_connections', 'reserved_connections')
"""


@checks.register(deploy=True)
def connections(**_arguments: Any) -> list[checks.CheckMessage]:
    """Warn where web threads and workers together may ask for more connections than the server has.

    Each of them keeps one open (CONN_MAX_AGE). A server that does not answer is not judged.
    """
    web = settings.WEB_WORKERS * settings.WEB_THREADS
    wanted = web + settings.WORKER_CONCURRENCY + BESIDES
    try:
        with connection.cursor() as cursor:
            cursor.execute(_FREE)
            free = int(cursor.fetchone()[0])
    except DatabaseError:
        return []
    if wanted <= free:
        return []
    return [
        checks.Warning(
            f"Promotor may open {wanted} connections to PostgreSQL ({settings.WEB_WORKERS} web workers with"
            f" {settings.WEB_THREADS} threads each, {settings.WORKER_CONCURRENCY} worker processes, {BESIDES} others);"
            f" the server takes {free}. Visitors would get errors in a rush.",
            hint="Lower GRANIAN_BLOCKING_THREADS (16 is enough), or raise max_connections of PostgreSQL.",
            id="promotor.W001",
        )
    ]
