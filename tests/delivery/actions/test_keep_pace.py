import time

import pytest

from delivery.actions.deliver import deliver
from delivery.models import OutboundMessage
from delivery.transports.mime import Mail


def send(*kinds: str) -> int:
    mail = {"sender_address": "us@example.com", "subject": "x", "text": "x"}
    return deliver(
        kinds=kinds, render=lambda message: Mail(recipient=message.recipient, **mail), limit_seconds=3
    )


@pytest.mark.parametrize("window", ["MAIL_PER_MINUTE", "MAIL_PER_DAY"])
def test_what_is_too_much_waits_and_our_own_mails_do_not(queue, acme, faulty, settings, window):
    server = faulty()
    setattr(settings, window, 2)
    for kind in ["invitation", "reminder", "invitation", "staff", "account", "test"]:
        queue(kind=kind, organisation=acme)
    assert [send("invitation", "reminder"), send("invitation", "reminder")] == [2, 0]
    assert send("staff", "account", "test") == 3
    assert len(server.bodies) == 5
    waiting = OutboundMessage.objects.get(state="queued")
    assert (waiting.attempts, waiting.owner) == (0, None)


def test_a_limit_a_second_is_waited_for(queue, acme, faulty, settings):
    faulty()
    settings.MAIL_PER_SECOND = 2
    for _ in range(5):
        queue(kind="invitation", organisation=acme)
    began = time.monotonic()
    assert send("invitation") == 5
    assert time.monotonic() - began >= 1


def test_the_pump_does_not_wait_longer_than_it_may_run(queue, acme, faulty, settings):
    faulty()
    settings.MAIL_PER_SECOND = 1
    for _ in range(9):
        queue(kind="invitation", organisation=acme)
    assert 2 <= send("invitation") <= 5
    assert set(OutboundMessage.objects.values_list("state", flat=True)) == {"sent", "queued"}
