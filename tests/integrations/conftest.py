import pytest

from integrations.actions.save_endpoint import save_endpoint
from integrations.rules.webhook_events import EVENTS
from tests.integrations.receiver import NOW, Receiver


@pytest.fixture
def receiver(settings):
    """A server on this machine that takes webhooks."""
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8"]
    with Receiver() as server:
        yield server


@pytest.fixture
def another(settings):
    """A second one."""
    with Receiver() as server:
        yield server


@pytest.fixture
def listen(olga):
    """listen(acme, receiver.url) makes an endpoint that wants to hear everything."""

    def make(organisation, url, events=EVENTS):
        endpoint, secret = save_endpoint(
            organisation=organisation, url=url, events=list(events), by=olga, now=NOW
        )
        endpoint.secret = secret
        return endpoint

    return make
