"""Is this container's part alive? `healthcheck.py web`, `worker` or `beat`; the exit code answers.

Not through Django: it would load for a second, every thirty seconds, in each container.
"""

import http.client
import json
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

SILENT_AFTER_SECONDS = 120
# A silent worker is the worker container's illness: restarting the pages would not cure it.
NOT_OURS = {"worker", "beat"}


def web_is_alive() -> bool:
    """The pages answer and reach the database; asked as the proxy in front asks, past the redirect to https."""
    site = urlsplit(os.environ.get("SITE_URL", ""))
    headers = {"Host": site.netloc or "127.0.0.1", "X-Forwarded-Proto": site.scheme or "http"}
    connection = http.client.HTTPConnection(
        "127.0.0.1", int(os.environ.get("GRANIAN_PORT", "8000")), timeout=8
    )
    connection.request("GET", "/healthz", headers=headers)
    answer = connection.getresponse()
    if answer.status not in {200, 503}:
        return False
    return not set(json.loads(answer.read())["silent"]) - NOT_OURS


def was_heard(part: str) -> bool:
    """Worker and beat write a heartbeat every 30 seconds; the broker's word would prove less."""
    import psycopg2

    connection = psycopg2.connect(database_url(), connect_timeout=5)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM now() - seen_at) FROM nps_app_heartbeat WHERE part = %s", [part]
        )
        row = cursor.fetchone()
    connection.close()
    return bool(row) and row[0] < SILENT_AFTER_SECONDS


def database_url() -> str:
    """DATABASE_URL, or the content of the file DATABASE_URL_FILE names."""
    return os.environ.get("DATABASE_URL") or Path(os.environ["DATABASE_URL_FILE"]).read_text().strip()


if __name__ == "__main__":
    part = sys.argv[1]
    sys.exit(0 if (web_is_alive() if part == "web" else was_heard(part)) else 1)
