import os
import threading

import pytest
from django.db import OperationalError

from nps_app.lib.batches import MOST, Batch


class Store:
    """Remembers what it was given; may be told to wait or to fail."""

    def __init__(self):
        self.calls, self.stored, self.error = [], threading.Event(), None

    def __call__(self, notes):
        if self.error:
            raise self.error
        self.calls.append(list(notes))
        self.stored.set()


@pytest.fixture
def store(db):
    return Store()


def test_notes_are_stored_together_without_anybody_asking(store):
    batch = Batch(store)
    for number in range(50):
        batch.add(number)
    assert store.stored.wait(20)
    batch.flush()
    assert sorted(note for call in store.calls for note in call) == list(range(50))
    assert len(store.calls) < 10


def test_what_waits_can_be_stored_now(store):
    batch = Batch(store)
    batch.add("a")
    batch.flush()
    batch.flush()
    assert store.calls == [["a"]]


def test_a_database_that_takes_nothing_costs_the_notes_and_nothing_else(store, monkeypatch, caplog):
    monkeypatch.setattr("nps_app.lib.batches.connection.close", lambda: None)
    batch = Batch(store)
    store.error = OperationalError("away")
    batch.add("lost")
    batch.flush()
    store.error = None
    batch.add("kept")
    batch.flush()
    assert store.calls == [["kept"]]


def test_no_more_wait_than_fit(store):
    batch = Batch(store)
    batch._pid = os.getpid()  # without a thread that empties it
    for number in range(MOST + 5):
        batch.add(number)
    batch.flush()
    assert len(store.calls[0]) == MOST


def test_a_child_process_begins_with_nothing_of_its_parents(store):
    batch = Batch(store)
    batch._pid, batch._waiting = os.getpid() + 1, ["the parent's"]
    batch.add("mine")
    batch.flush()
    assert [note for call in store.calls for note in call] == ["mine"]
