"""`manage.py check --deploy` counts the connections, with the real server."""

import pytest
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

from nps_app.checks import connections


@pytest.fixture
def most(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int"
            " - current_setting('superuser_reserved_connections')::int"
        )
        return cursor.fetchone()[0]


def test_threads_and_workers_beyond_what_the_server_takes_are_warned_of(most, settings):
    settings.WEB_WORKERS, settings.WEB_THREADS, settings.WORKER_CONCURRENCY = 2, 128, 2
    (warning,) = connections()
    assert warning.id == "promotor.W001"
    assert "263 connections" in warning.msg
    assert f"the server takes {most}" in warning.msg


def test_what_is_just_enough_is_no_fault(most, settings):
    settings.WEB_WORKERS, settings.WEB_THREADS = 1, 10
    settings.WORKER_CONCURRENCY = most - 15
    assert connections() == []
    settings.WORKER_CONCURRENCY += 1
    assert len(connections()) == 1


def test_a_server_that_does_not_answer_is_not_judged(db, settings, monkeypatch):
    settings.WEB_THREADS = 1_000

    def gone(self, *arguments):
        raise DatabaseError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(CursorWrapper, "execute", gone)
        assert connections() == []
