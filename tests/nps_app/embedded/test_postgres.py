import os
import signal
import time
from pathlib import Path

import psycopg2
import pytest

from nps_app.embedded.postgres import Postgres, PostgresFailed
from nps_app.embedded.supervisor import Supervisor
from nps_app.embedded.testing import START_SECONDS, start_postgres


def wait_until_ready(server: Postgres, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not server.is_ready():
        supervisor.check()
        assert time.monotonic() < deadline
        time.sleep(0.1)


def run(server: Postgres, statement: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(server.url())
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_committed_rows_survive_a_killed_server(
    folder: Path, supervisor: Supervisor, said: list[str]
) -> None:
    server = start_postgres(supervisor, folder, durable=True)
    server.create_database()
    server.create_database()
    run(server, "CREATE TABLE answer AS SELECT 9 AS score, 'ñ' AS comment")
    os.kill(int((server.data / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    time.sleep(0.1)
    wait_until_ready(server, supervisor)
    assert run(server, "SELECT score, upper(comment) FROM answer") == [(9, "Ñ")]
    assert "postgres died (signal 9), restarted" in said


def test_a_server_left_by_a_killed_run_is_stopped_before_the_next_start(
    folder: Path, supervisor: Supervisor
) -> None:
    server = start_postgres(supervisor, folder)
    server.prepare()
    assert not server.is_ready()
    wait_until_ready(server, supervisor)


def test_data_of_another_version_is_refused_with_both_versions(folder: Path, supervisor: Supervisor) -> None:
    server = start_postgres(supervisor, folder)
    supervisor.stop()
    (server.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(PostgresFailed, match=r"made by PostgreSQL 15, and this is PostgreSQL 18"):
        server.prepare()


def test_a_stale_pid_file_of_another_process_stops_nobody(folder: Path) -> None:
    server = Postgres(data=folder / "postgres", sockets=folder / "pg", programs=folder)
    server.data.mkdir()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    server._stop_leftover()  # would end this very test


def test_initdb_explains_its_failure(folder: Path) -> None:
    (folder / "initdb").write_text("#!/bin/sh\necho disk full >&2\nexit 1\n")
    (folder / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 18.0'\n")
    for name in ("initdb", "postgres"):
        (folder / name).chmod(0o755)
    server = Postgres(data=folder / "data", sockets=folder / "pg", programs=folder)
    with pytest.raises(PostgresFailed, match="disk full"):
        server.prepare()
