"""Today's number of an organisation's own way out: counted, limited, growing while it warms up."""

from datetime import timedelta

import pytest
from django.db.models import F

from delivery.actions.deliver import deliver
from delivery.actions.give_back import give_back
from delivery.actions.take_share import take_share
from delivery.models import OutboundMessage, Transport
from delivery.transports.mime import Mail
from tests import factories
from tests.delivery.faulty_server import FaultyServer


def send() -> int:
    mail = {"sender_address": "us@example.com", "subject": "x", "text": "x"}
    return deliver(kinds=["invitation"], render=lambda message: Mail(recipient=message.recipient, **mail))


@pytest.fixture
def own(acme):
    with FaultyServer() as server:
        server.transport = factories.transport(acme, options={"port": server.port})
        yield server


@pytest.mark.django_db(transaction=True)
def test_what_is_more_than_todays_number_waits(queue, acme, own):
    own.transport.warm_up_limit = 3
    own.transport.save()
    for _ in range(5):
        queue(kind="invitation", organisation=acme)
    assert [send(), send()] == [3, 0]
    row = Transport.objects.get()
    assert (row.counted, row.day_limit) == (3, 3)
    assert set(OutboundMessage.objects.filter(state="queued").values_list("attempts", "owner")) == {(0, None)}
    Transport.objects.update(counted_on=F("counted_on") - timedelta(days=1))
    assert send() == 2
    row.refresh_from_db()
    assert (row.counted, row.warm_up_limit) == (2, 5)


@pytest.mark.django_db(transaction=True)
def test_what_did_not_leave_is_not_counted(queue, acme, own):
    for _ in range(3):
        queue(kind="invitation", organisation=acme)
    queue(kind="invitation", organisation=acme, expires_at=OutboundMessage.objects.first().created_at)
    assert send() == 3
    assert Transport.objects.get().counted == 3


@pytest.mark.django_db(transaction=True)
def test_one_mail_service_gets_so_many_an_hour_and_others_go_on(queue, acme, own):
    own.transport.options["per_domain_hour"] = 2
    own.transport.save()
    for recipient in ["a@big.example", "b@BIG.example", "c@big.example", "d@small.example"]:
        queue(kind="invitation", organisation=acme, recipient=recipient)
    assert send() == 3
    waiting = OutboundMessage.objects.get(state="queued")
    assert (waiting.recipient, waiting.reason, waiting.attempts) == ("c@big.example", "domain_pace", 0)


@pytest.mark.django_db(transaction=True)
def test_limits_of_minute_and_second_are_the_organisations_own(queue, acme, own, monkeypatch):
    own.transport.options["per_minute"] = 1
    own.transport.save()
    for _ in range(2):
        queue(kind="invitation", organisation=acme)
    assert send() in {1, 2}  # 2 where a minute ends between them


def test_the_smaller_of_both_limits_counts(acme):
    row = factories.transport(acme, options={"per_day": 250}, warm_up_limit=200)
    assert take_share(transport=row, wanted=150) == 150
    assert take_share(transport=row, wanted=150) == 50
    give_back(transport=row, number=20)
    assert take_share(transport=row, wanted=150) == 20
    row.refresh_from_db()
    assert (row.counted, row.day_limit) == (200, 200)


def test_the_day_is_the_organisations(acme):
    row = factories.transport(acme)
    acme.time_zone = "Pacific/Kiritimati"
    acme.save()
    take_share(transport=row, wanted=1)
    row.refresh_from_db()
    first = row.counted_on
    acme.time_zone = "Pacific/Niue"  # 25 hours behind: always the day before
    acme.save()
    take_share(transport=row, wanted=1)
    row.refresh_from_db()
    assert row.counted_on < first
