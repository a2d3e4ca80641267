"""Rows are the truth and a nudge may be lost: every task stands in the timetable and needs only the database."""

import inspect

import pytest
from django.conf import settings

from nps_app.celery import app

OURS = ("nps_app", *settings.ROOMS)


@pytest.fixture(scope="module")
def tasks():
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if name.split(".")[0] in OURS}


def test_every_entry_names_a_task(tasks):
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - set(tasks) == set()


def test_every_task_stands_in_the_timetable(tasks):
    assert set(tasks) - {entry["task"] for entry in app.conf.beat_schedule.values()} == set()


def test_no_task_needs_arguments(tasks):
    assert [name for name, task in tasks.items() if inspect.signature(task.run).parameters] == []


def test_sweeps_that_piled_up_expire():
    assert [
        name for name, entry in app.conf.beat_schedule.items() if not entry["options"].get("expires")
    ] == []


def test_no_task_waits_long_enough_to_be_delivered_twice(tasks):
    """Redis hands a message over again after the visibility timeout, so no task may run longer."""
    limit = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert all((task.time_limit or settings.CELERY_TASK_TIME_LIMIT) < limit for task in tasks.values())
