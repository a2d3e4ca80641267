"""Pages go on without the cache, and quickly."""

import os
import signal
import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from nps_app.embedded.supervisor import Supervisor
from nps_app.embedded.testing import short_private_folder, start_valkey
from nps_app.lib import cache as cache_module
from nps_app.lib.ratelimit import exceeded
from tests.factories import PASSWORD


@pytest.fixture
def own_valkey(settings):
    """A Valkey of this test's own, which may be hurt; the cache points at it."""
    folder = short_private_folder()
    supervisor = Supervisor(logs=folder / "log")
    server = start_valkey(supervisor, folder)
    patience = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": server.url, "OPTIONS": patience}}
    yield supervisor._child("valkey").process.pid
    os.kill(supervisor._child("valkey").process.pid, signal.SIGCONT)
    supervisor.stop()


def test_a_cache_that_hangs_costs_one_short_wait_and_then_nothing(own_valkey):
    assert cache.add("seen", 1)
    assert cache.get("seen") == 1
    os.kill(own_valkey, signal.SIGSTOP)

    began = time.monotonic()
    assert cache.get("seen", "nothing") == "nothing"
    assert time.monotonic() - began < 0.9

    began = time.monotonic()
    assert cache.add("seen", 1)  # as if it were empty
    assert cache.incr("seen") == 1
    assert cache.get_many(["seen"]) == {}
    assert not cache.has_key("seen")
    assert not cache.delete("seen")
    assert not cache.touch("seen")
    cache.set("seen", 2)
    assert cache.set_many({"seen": 2}) == ["seen"]
    cache.delete_many(["seen"])
    assert not cache.clear()
    assert time.monotonic() - began < 0.1


def test_a_cache_that_came_back_is_used_again(own_valkey, monkeypatch):
    monkeypatch.setattr(cache_module, "LEFT_ALONE_SECONDS", 0.2)
    cache.set("seen", 1)
    os.kill(own_valkey, signal.SIGSTOP)
    assert cache.get("seen") is None
    os.kill(own_valkey, signal.SIGCONT)
    time.sleep(0.3)
    assert cache.get("seen") == 1


def test_a_limit_that_cannot_be_counted_lets_through(own_valkey):
    assert not exceeded("test", "somebody", limit=1, seconds=60)
    assert exceeded("test", "somebody", limit=1, seconds=60)
    os.kill(own_valkey, signal.SIGKILL)
    assert not exceeded("test", "somebody", limit=1, seconds=60)


def test_people_sign_in_while_the_cache_is_down(own_valkey, client, olga):
    os.kill(own_valkey, signal.SIGKILL)
    began = time.monotonic()
    answer = client.post(reverse("account_login"), {"login": olga.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert time.monotonic() - began < 2
