import itertools

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from tests.delivery.faulty_server import FaultyServer

Kind, Policy = OutboundMessage.Kind, OutboundMessage.Policy
_numbers = itertools.count(1)


@pytest.fixture
def queue(db):
    """queue(...) puts one ready-made mail into the ledger."""

    def make(policy=Policy.HOLD, recipient=None, **fields):
        number = next(_numbers)
        return enqueue(
            kind=fields.pop("kind", Kind.STAFF),
            policy=policy,
            dedup_key=f"test:{number}",
            recipient=recipient or f"person{number}@example.com",
            payload=fields.pop("payload", {"subject": f"Mail {number}", "text": "Hello"}),
            now=timezone.now(),
            **fields,
        )

    return make


@pytest.fixture
def faulty(settings):
    """faulty(break_at, COMMAND=reply) starts a mail server that misbehaves; the settings point at it."""
    servers = []

    def start(break_at="", **replies):
        server = FaultyServer(break_at, replies).__enter__()
        servers.append(server)
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        return server

    yield start
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture
def make_due():
    """Let the time until the next attempt pass."""
    return lambda: OutboundMessage.objects.update(next_at=Now())
