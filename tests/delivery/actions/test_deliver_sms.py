"""SMS through the ledger, against a real server that plays the provider."""

import json
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.actions.suppress import suppress
from delivery.actions.deliver_ready_sms import deliver_ready_sms
from delivery.actions.enqueue import enqueue
from delivery.models import Channel, OutboundMessage, Transport
from delivery.transports.sms.catcher import caught_sms
from tests.web_server import cut_off, say, served

TO = "+573001234567"
TAKEN = say(201, json.dumps({"sid": "SM1", "num_segments": "1"}))


@pytest.fixture
def account(acme, settings):
    """account(url) is Acme's account at a provider that listens there."""
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8"]

    def make(url="http://127.0.0.1:1/x"):
        row = Transport(organisation=acme, channel=Channel.SMS, provider="twilio")
        row.options = {"sid": "AC1", "sender": "+15550001", "api": url.removesuffix("/x"), "two_way": True}
        row.secrets = {"token": "t0ken"}
        row.save()
        return row

    return make


def queue(acme, number=1, kind=OutboundMessage.Kind.REPLY):
    return enqueue(
        kind=kind,
        policy=OutboundMessage.Policy.HOLD,
        channel=Channel.SMS,
        dedup_key=f"sms:{number}",
        recipient=TO,
        organisation=acme,
        payload={"text": "Why?"},
        now=timezone.now(),
    )


def test_sent_once_with_the_providers_name_and_its_segments(acme, account):
    with served(TAKEN) as (url, asked):
        account(url)
        row = queue(acme)
        assert deliver_ready_sms() == 1
        assert deliver_ready_sms() == 0
    row.refresh_from_db()
    assert (row.state, row.provider_ref, row.segments, row.payload) == ("sent", "SM1", 1, {})
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [say(500), cut_off])
def test_no_word_from_the_provider_is_uncertain_and_not_tried_again(acme, account, answer):
    with served(answer) as (url, asked):
        account(url)
        row = queue(acme)
        deliver_ready_sms()
        deliver_ready_sms()
    row.refresh_from_db()
    assert (row.state, row.reason, len(asked)) == ("uncertain", "no_answer", 1)


def test_silence_is_uncertain(acme, account, monkeypatch):
    monkeypatch.setattr(
        "nps_app.lib.http.send.__kwdefaults__", {"body": None, "headers": None, "user": None, "seconds": 0.2}
    )
    with served(lambda handler: time.sleep(0.5)) as (url, _):
        account(url)
        row = queue(acme)
        deliver_ready_sms()
    row.refresh_from_db()
    assert row.state == "uncertain"


def test_nobody_listening_costs_no_attempt(acme, account):
    account()
    row = queue(acme)
    deliver_ready_sms()
    row.refresh_from_db()
    assert (row.state, row.reason, row.attempts) == ("queued", "no_connection", 0)
    assert row.next_at > timezone.now() + timedelta(seconds=5)


def test_too_many_at_once_is_tried_again(acme, account):
    with served(say(429, json.dumps({"code": 20429}))) as (url, _):
        account(url)
        row = queue(acme)
        deliver_ready_sms()
    row.refresh_from_db()
    assert (row.state, row.reason, row.attempts) == ("queued", "deferred", 1)


def test_somebody_the_provider_stopped(acme, account):
    with served(say(400, json.dumps({"code": 21610, "message": "unsubscribed"}))) as (url, _):
        account(url)
        row = queue(acme)
        deliver_ready_sms()
    row.refresh_from_db()
    assert (row.state, row.reason, row.smtp_code) == ("suppressed", "unsubscribed", 21610)


def test_who_wrote_stop_hears_nothing_more(acme, account):
    with served(TAKEN) as (url, asked):
        account(url)
        row = queue(acme)
        suppress(
            organisation=acme,
            channel="phone",
            address=TO,
            reason="unsubscribed",
            by="customer",
            now=timezone.now(),
        )
        assert deliver_ready_sms() == 0
    row.refresh_from_db()
    assert (row.state, row.reason, asked) == ("suppressed", "unsubscribed", [])


def test_without_an_account_it_waits_and_in_a_trial_it_is_caught(acme, settings, tmp_path):
    row = queue(acme)
    deliver_ready_sms()
    row.refresh_from_db()
    assert (row.state, row.reason) == ("queued", "no_connection")

    settings.MAIL_CATCHER_DIR = str(tmp_path)
    OutboundMessage.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    assert deliver_ready_sms() == 1
    row.refresh_from_db()
    (caught,) = caught_sms(10)
    assert (caught.to, caught.body, caught.segments) == (TO, "Why?", 1)
    assert caught.ref.startswith(f"{row.pk}-")
    assert row.provider_ref == caught.id
