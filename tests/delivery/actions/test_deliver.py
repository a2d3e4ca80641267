import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from delivery.actions.deliver import Close, deliver
from delivery.actions.deliver_ready_made import deliver_ready_made
from delivery.models import OutboundMessage
from delivery.transports.mime import Mail

Policy = OutboundMessage.Policy


def test_sends_each_once_over_one_connection(queue, faulty):
    rows = [queue() for _ in range(60)]
    server = faulty()
    assert deliver_ready_made() == 60
    assert deliver_ready_made() == 0
    assert len(server.bodies) == 60
    assert server.connections == 1  # the second pump found nothing to do and did not connect
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.smtp_code, row.attempts) == ("sent", 250, 0)
        assert row.sent_at >= row.armed_at


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "DOT"])
def test_temporary_refusal_is_tried_again_later(queue, faulty, make_due, command):
    row = queue()
    server = faulty(**{command: "451 4.3.0 try later"})
    assert deliver_ready_made() == 0
    row.refresh_from_db()
    assert (row.state, row.attempts, row.reason, row.smtp_code) == ("queued", 1, "deferred", 451)
    assert timedelta(seconds=40) < row.next_at - timezone.now() < timedelta(seconds=80)
    assert deliver_ready_made() == 0  # not due yet

    server.replies.clear()
    make_due()
    assert deliver_ready_made() == 1
    assert len(server.bodies) == 1


def test_gives_up_after_the_last_attempt(queue, faulty):
    row = queue()
    OutboundMessage.objects.update(attempts=6)
    faulty(RCPT="450 busy")
    deliver_ready_made()
    row.refresh_from_db()
    assert (row.state, row.reason, row.payload) == ("failed", "gave_up", {})


def test_bad_address_fails_alone(queue, smtp_sink):
    bad, good = queue(recipient="gone@example.com"), queue()
    smtp_sink.refuse["gone@example.com"] = "550 5.1.1 no such user"
    assert deliver_ready_made() == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.reason, bad.smtp_code) == ("failed", "bad_address", 550)
    assert good.state == "sent"


@pytest.mark.parametrize(
    ("replies", "reason"),
    [
        ({"RCPT": "554 5.7.1 relay access denied"}, "transport"),
        ({"MAIL": "550 5.1.8 who are you"}, "transport"),
    ],
)
def test_trouble_of_ours_stops_the_batch_and_counts_for_nobody(queue, faulty, replies, reason):
    rows = [queue(), queue(), queue()]
    server = faulty(**replies)
    assert deliver_ready_made() == 0
    assert server.connections == 1
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.attempts, row.owner) == ("queued", 0, None)
    assert rows[0].reason == reason
    assert rows[1].next_at < timezone.now()  # the others go first next time


def test_no_server_counts_no_attempt(queue, settings):
    row = queue()
    settings.EMAIL_PORT = 1
    assert deliver_ready_made() == 0
    row.refresh_from_db()
    assert (row.state, row.attempts, row.reason) == ("queued", 0, "no_connection")


def test_break_before_the_body_is_tried_again(queue, faulty, make_due):
    row = queue()
    server = faulty("data")
    deliver_ready_made()
    row.refresh_from_db()
    assert (row.state, row.armed_at) == ("queued", None)
    server.break_at = ""
    make_due()
    assert deliver_ready_made() == 1
    assert len(server.bodies) == 1


@pytest.mark.parametrize("break_at", ["body", "dot"])
def test_break_after_arming_is_uncertain_and_never_sent_again(queue, faulty, make_due, break_at):
    row = queue()
    server = faulty(break_at)
    assert deliver_ready_made() == 0
    row.refresh_from_db()
    assert (row.state, row.reason) == ("uncertain", "no_answer")
    accepted = len(server.bodies)
    server.break_at = ""
    make_due()
    assert deliver_ready_made() == 0
    assert len(server.bodies) == accepted


def test_a_mail_to_staff_rather_comes_twice_than_never(queue, faulty, make_due):
    row = queue(policy=Policy.RESEND)
    server = faulty("dot")
    deliver_ready_made()
    server.break_at = ""
    make_due()
    assert deliver_ready_made() == 1
    assert len(server.bodies) == 2
    assert all(
        row.message_id.encode() in body for body in server.bodies
    )  # whoever wants to can tell it is a copy


def test_poison_row_fails_alone(queue, smtp_sink):
    poison = queue(payload={"text": "no subject"})
    nowhere = queue(recipient="nowhere")
    good = queue()
    assert deliver_ready_made() == 1
    for row, state in ((poison, "failed"), (nowhere, "failed"), (good, "sent")):
        row.refresh_from_db()
        assert row.state == state
    assert poison.reason == "not_composed"


def test_expired_and_rechecked_rows_do_not_leave(queue, smtp_sink):
    late = queue(expires_at=timezone.now() - timedelta(seconds=1))
    unwanted = queue()
    told = []

    def recheck(message):
        return Close("suppressed", "unsubscribed")

    deliver(
        kinds=["staff"],
        render=pytest.fail,
        recheck=recheck,
        settled=lambda row: told.append((row.pk, row.state)),
    )

    assert told == [(late.pk, "expired"), (unwanted.pk, "suppressed")]
    unwanted.refresh_from_db()
    assert (unwanted.state, unwanted.reason) == ("suppressed", "unsubscribed")
    assert smtp_sink.messages == []


def test_a_listener_that_fails_does_not_make_the_ledger_forget(queue, smtp_sink):
    rows = [queue(), queue()]

    def settled(row):
        raise RuntimeError("no note taken")

    def render(row):
        return Mail(sender_address="a@acme.test", recipient=row.recipient, subject="s", text="t")

    assert deliver(kinds=["staff"], render=render, settled=settled) == 2
    for row in rows:
        row.refresh_from_db()
        assert row.state == "sent"


def test_a_row_whose_lease_is_over_is_not_sent(queue, faulty):
    row = queue()
    server = faulty()

    def slow(message):
        OutboundMessage.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        return Mail(sender_address="a@acme.test", recipient=message.recipient, subject="s", text="t")

    assert deliver(kinds=["staff"], render=slow) == 0
    assert server.bodies == []
    row.refresh_from_db()
    assert row.state == "queued"


def test_stops_at_its_time_limit_and_gives_back_the_rest(queue, smtp_sink):
    rows = [queue(), queue()]
    assert deliver_ready_made(limit_seconds=0) == 0
    assert {row.state for row in rows} == {"queued"}


@pytest.mark.django_db(transaction=True)
def test_two_pumps_at_once_send_nothing_twice(queue, faulty):
    for _ in range(120):
        queue()
    server = faulty()
    sent = []

    def pump():
        try:
            sent.append(deliver_ready_made())
        finally:
            connection.close()

    threads = [threading.Thread(target=pump) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sent) == 120
    assert len(server.bodies) == len(set(server.bodies)) == 120
    assert set(OutboundMessage.objects.values_list("state", flat=True)) == {"sent"}
