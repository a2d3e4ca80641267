from datetime import timedelta

import pytest
from django.utils import timezone

from nps_app.lib import heartbeat

pytestmark = pytest.mark.django_db


def test_green_when_both_parts_were_heard(client):
    for part in heartbeat.PARTS:
        heartbeat.record(part, now=timezone.now())
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"ok": True, "silent": []})


def test_red_when_the_worker_is_silent_for_five_minutes(client):
    heartbeat.record("beat", now=timezone.now())
    heartbeat.record("worker", now=timezone.now() - timedelta(seconds=301))
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"ok": False, "silent": ["worker"]})


def test_red_before_anything_was_heard(client):
    assert client.get("/healthz").json()["silent"] == ["beat", "worker"]


def test_only_reading_is_allowed(client):
    assert client.post("/healthz").status_code == 405
