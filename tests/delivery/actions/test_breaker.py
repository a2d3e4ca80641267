"""A way out that breaks: it stops, tells the owners once, tries again by itself, and says that it works."""

from threading import Thread

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import Event
from delivery.actions.deliver import deliver
from delivery.actions.deliver_ready_made import deliver_ready_made
from delivery.actions.take_turn import take_turn
from delivery.models import OutboundMessage, Transport
from delivery.transports.mime import Mail
from tests import factories
from tests.delivery.faulty_server import FaultyServer

pytestmark = pytest.mark.django_db(transaction=True)


def send() -> int:
    mail = {"sender_address": "us@example.com", "subject": "x", "text": "x"}
    return deliver(kinds=["invitation"], render=lambda message: Mail(recipient=message.recipient, **mail))


@pytest.fixture
def own(acme):
    with FaultyServer() as server:
        server.transport = factories.transport(acme, options={"port": server.port})
        yield server


@pytest.fixture
def wait_is_over(make_due):
    def over():
        make_due()
        Transport.objects.filter(down_since__isnull=False).update(retry_at=Now())

    return over


def state(organisation=None):
    return Transport.objects.get(organisation=organisation)


def waiting():
    return list(OutboundMessage.objects.filter(kind="invitation").values_list("state", "attempts").distinct())


def test_a_wrong_sender_opens_it_at_once_and_owners_hear_of_it_once(
    queue, acme, olga, mark, own, faulty, wait_is_over, client_of
):
    ours = faulty()
    own.replies["MAIL"] = "550 5.7.1 not your address"
    for _ in range(3):
        queue(kind="invitation", organisation=acme)
    assert [send(), send()] == [0, 0]
    assert own.connections == 1  # nothing knocks while it is open
    row = state(acme)
    assert (row.is_down, row.down_reason) == (True, "sender")
    assert "550 5.7.1 not your address" in row.down_detail
    wait_is_over()
    assert send() == 0
    assert own.connections == 2  # one message tried it
    assert waiting() == [("queued", 0)]
    (notice,) = OutboundMessage.objects.filter(kind="staff")
    assert notice.recipient == olga.email
    assert "cannot leave" in notice.payload["subject"]
    assert deliver_ready_made() == 1  # by the server's own settings
    assert len(ours.bodies) == 1
    for person in (olga, mark):
        page = client_of(person).get("/o/acme/messages/").content.decode()
        assert "Mails to your customers cannot leave" in page

    own.replies.clear()
    wait_is_over()
    assert send() == 3
    assert not state(acme).is_down
    notice = OutboundMessage.objects.get(kind="staff", state="queued")
    assert notice.payload["subject"] == "Mail of Acme leaves again"
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "transport.down",
        "transport.up",
    ]
    assert "cannot leave" not in client_of(olga).get("/o/acme/messages/").content.decode()


def test_five_lost_connections_open_it_and_each_failed_try_waits_longer(queue, acme, wait_is_over, make_due):
    factories.transport(acme, options={"port": 1})
    queue(kind="invitation", organisation=acme)
    waits = []
    for number in range(7):
        assert state(acme).is_down is (number >= 5)
        send()
        row = state(acme)
        if row.is_down:
            waits.append(Transport.objects.annotate(clock=Now()).get().retry_at - row.down_since)
        wait_is_over()
    assert len(waits) == 3
    assert waits == sorted(waits)
    assert waiting() == [("queued", 0)]


def test_a_success_in_between_starts_the_count_anew(queue, acme, own, make_due):
    for _ in range(3):
        for server_breaks in ("ehlo", "ehlo", ""):
            queue(kind="invitation", organisation=acme)
            own.break_at = server_breaks
            make_due_and_send(make_due)
    assert not state(acme).is_down


def make_due_and_send(make_due):
    OutboundMessage.objects.filter(state="queued").update(next_at=Now())
    send()


def test_a_run_of_refusals_by_policy_opens_it_and_keeps_only_customers_mail(queue, acme, faulty):
    server = faulty(RCPT="554 5.7.1 we do not like you")
    for _ in range(8):
        queue(kind="invitation", organisation=acme)
    send()
    rows = OutboundMessage.objects.order_by("pk").values_list("attempts", "reason")
    assert list(rows) == [(1, "blocked")] * 5 + [(0, "")] * 3
    assert (state().is_down, state().down_reason) == (True, "blocked")
    assert send() == 0
    server.replies.clear()
    queue(kind="account")
    assert deliver_ready_made() == 1
    assert not OutboundMessage.objects.filter(state__in=["failed", "suppressed"]).exists()


def test_single_refusals_by_policy_are_the_recipients_matter(queue, acme, faulty):
    server = faulty(RCPT="554 5.7.1 no")
    for _ in range(4):
        queue(kind="invitation", organisation=acme)
    send()
    server.replies.clear()
    queue(kind="invitation", organisation=acme)
    assert send() == 1
    assert not Transport.objects.exists()


def test_when_the_servers_own_settings_fail_pages_say_so(queue, acme, olga, settings, client_of, make_due):
    settings.EMAIL_PORT = 1
    queue(kind="account", organisation=acme)
    for _ in range(5):
        make_due()
        deliver_ready_made()
    assert state().is_down
    assert not OutboundMessage.objects.filter(kind="staff").exists()  # there is no way to send it
    page = client_of(olga).get("/o/acme/messages/").content.decode()
    assert "Mails cannot leave" in page


def test_an_organisations_trouble_keeps_no_account_mail(queue, acme, own, faulty):
    ours = faulty()
    own.replies["MAIL"] = "535 5.7.8 wrong password"
    queue(kind="invitation", organisation=acme)
    send()
    assert state(acme).is_down
    queue(kind="account", organisation=acme)
    assert deliver_ready_made() == 1
    assert len(ours.bodies) == 1


def test_one_that_takes_mails_without_a_word_costs_five_uncertain_ones_and_not_a_whole_send(
    queue, acme, faulty
):
    faulty("dot")
    for _ in range(8):
        queue(kind="invitation", organisation=acme)
    assert [send(), send(), send()] == [0, 0, 0]
    rows = list(OutboundMessage.objects.order_by("pk").values_list("state", flat=True))
    assert rows == ["uncertain"] * 5 + ["queued"] * 3
    assert state().down_reason == "no_answer"


def test_of_many_workers_one_tries(queue, acme, faulty):
    row = factories.transport(acme, down_since=timezone.now(), retry_at=timezone.now(), down_reason="login")
    turns = []
    threads = [Thread(target=_turn, args=(row, turns)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(turns) == [False] * 7 + [True]


def _turn(row, turns):
    try:
        turns.append(take_turn(transport=row))
    finally:
        connection.close()
