import json
import time
from itertools import count

import pytest
from django.utils import timezone

from delivery.actions.deliver import deliver
from delivery.actions.enqueue import enqueue
from delivery.models import Channel, OutboundMessage, Transport
from delivery.transports.mime import Mail
from delivery.transports.sms.text import Text
from tests.web_server import say, served

_numbers = count()


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


def test_sms_have_a_pace_of_their_own_by_each_account(acme, other, settings):
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8"]
    settings.MAIL_PER_DAY, settings.SMS_PER_DAY = 1, 2
    with served(say(201, json.dumps({"sid": "SM1"}))) as (url, asked):
        for organisation in (acme, other):
            account = Transport(organisation=organisation, channel=Channel.SMS, provider="twilio")
            account.options = {"sid": "AC1", "sender": "+15550001", "api": url.removesuffix("/x")}
            account.secrets = {"token": "t0ken"}
            account.save()
            for kind in ["invitation", "reminder", "invitation", "test"]:
                enqueue(
                    kind=kind,
                    policy=OutboundMessage.Policy.HOLD,
                    channel=Channel.SMS,
                    dedup_key=f"{organisation.pk}:{next(_numbers)}",
                    recipient="+573001234567",
                    organisation=organisation,
                    payload={"text": "9?"},
                    now=timezone.now(),
                )

        def texts(*kinds: str) -> int:
            return deliver(
                kinds=kinds,
                channel=Channel.SMS,
                render=lambda message: Text(message.recipient, str(message.payload["text"])),
                limit_seconds=3,
            )

        assert [texts("invitation", "reminder"), texts("invitation", "reminder")] == [4, 0]
        assert texts("test") == 2
    assert len(asked) == 6
    waiting = OutboundMessage.objects.filter(state="queued")
    assert {(row.organisation_id, row.attempts, row.owner) for row in waiting} == {
        (acme.pk, 0, None),
        (other.pk, 0, None),
    }
