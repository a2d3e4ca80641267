"""Two organisations and their people. Olga owns Acme, Mark manages, Stan works cases, Vera looks; Xena owns Other."""

import time

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.test import Client

from accounts.models import Organisation, User
from accounts.permissions import Role
from tests import factories


def pytest_configure() -> None:
    """A busy machine must not look like a cache that hangs: limits would count nothing for five seconds."""
    configured.CACHES["default"]["OPTIONS"] |= {"socket_timeout": 10, "socket_connect_timeout": 10}


class Clock:
    """Seconds go by as ever, from the beginning of a day."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def time(self) -> float:
        return 86_400 * 20_000 + time.monotonic() - self.began


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch):
    """Rate limits of one test must not meet the next, and no window of theirs ends in the middle of one."""
    monkeypatch.setattr("nps_app.lib.ratelimit.time", Clock())
    cache.clear()


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Pages name static files without the manifest that collectstatic writes at the start of a real server."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Argon2 takes its time on purpose; most tests create five people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture
def acme(db) -> Organisation:
    return factories.organisation(name="Acme", slug="acme", time_zone="America/Bogota", region="es-CO")


@pytest.fixture
def other(db) -> Organisation:
    return factories.organisation(name="Other", slug="other")


@pytest.fixture
def olga(acme) -> User:
    return factories.member(acme, "olga", Role.OWNER)


@pytest.fixture
def mark(acme) -> User:
    return factories.member(acme, "mark", Role.MANAGER)


@pytest.fixture
def stan(acme) -> User:
    return factories.member(acme, "stan", Role.STAFF)


@pytest.fixture
def vera(acme) -> User:
    return factories.member(acme, "vera", Role.VIEWER)


@pytest.fixture
def xena(other) -> User:
    return factories.member(other, "xena", Role.OWNER)


@pytest.fixture
def client_of():
    """client_of(user) is a browser in which that user has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
