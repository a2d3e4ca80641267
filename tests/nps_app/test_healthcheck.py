"""What Docker asks to learn whether a container's part is alive."""

import importlib.util
from datetime import timedelta
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from nps_app.embedded.paths import CHECKOUT
from nps_app.embedded.testing import database_url_of_the_test
from nps_app.lib import heartbeat


@pytest.fixture
def healthcheck(live_server, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setenv("GRANIAN_PORT", str(urlsplit(live_server.url).port))
    monkeypatch.setenv("DATABASE_URL", database_url_of_the_test())
    monkeypatch.delenv("SITE_URL", raising=False)
    spec = importlib.util.spec_from_file_location("healthcheck", CHECKOUT / "docker/healthcheck.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_worker_and_beat_are_alive_while_they_are_heard(healthcheck: ModuleType) -> None:
    heartbeat.record("worker", now=timezone.now())
    heartbeat.record("beat", now=timezone.now() - timedelta(minutes=10))
    assert healthcheck.was_heard("worker") is True
    assert healthcheck.was_heard("beat") is False


def test_what_never_was_heard_is_not_alive(healthcheck: ModuleType) -> None:
    assert healthcheck.was_heard("worker") is False


def test_the_pages_are_alive_though_the_worker_is_not(healthcheck: ModuleType) -> None:
    assert healthcheck.web_is_alive() is True


def test_the_pages_are_not_alive_without_the_database(
    healthcheck: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE nps_app_heartbeat RENAME TO away")
    try:
        assert healthcheck.web_is_alive() is False
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO nps_app_heartbeat")
