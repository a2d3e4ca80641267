"""A nudge may be lost, but it must never cost a visitor time or an error."""

import logging
import time

import pytest
from django.db import transaction

from nps_app.lib.nudge import nudge


class Task:
    """What a Celery task is to a nudge: a name, and a publication that may hang or fail."""

    def __init__(self, name, hangs=0.0, error=None):
        self.name, self.hangs, self.error, self.published = name, hangs, error, 0

    def apply_async(self, **options):
        assert options == {"expires": 60, "retry": False}
        time.sleep(self.hangs)
        self.published += 1
        if self.error:
            raise self.error


def wait_for(condition):
    until = time.monotonic() + 10
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    assert condition()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_broker_that_hangs():
    task = Task("hanging", hangs=0.5)
    started = time.monotonic()
    nudge(task)
    time.sleep(0.1)
    for _ in range(4):
        nudge(task)
    assert time.monotonic() - started < 0.4
    # One in flight, one for everything nudged meanwhile.
    wait_for(lambda: task.published == 2)
    time.sleep(0.6)
    assert task.published == 2


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_refuses_is_logged_and_forgotten(caplog):
    task = Task("refused", error=ConnectionError("refused"))
    with caplog.at_level(logging.WARNING):
        nudge(task)
        wait_for(lambda: "nudge of refused lost" in caplog.text)
    nudge(task)
    wait_for(lambda: task.published == 2)


@pytest.mark.django_db(transaction=True)
def test_leaves_after_the_commit_and_not_at_all_after_a_rollback():
    kept, dropped = Task("kept"), Task("dropped")
    with transaction.atomic():
        nudge(kept)
        time.sleep(0.1)
        assert kept.published == 0
    with transaction.atomic():
        nudge(dropped)
        transaction.set_rollback(True)
    wait_for(lambda: kept.published == 1)
    assert dropped.published == 0
