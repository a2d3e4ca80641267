"""From a mail that left to what comes back about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import Suppression
from contacts.queries.suppressed import is_suppressed
from delivery.actions.deliver import deliver
from delivery.actions.note_mail_event import note_mail_event
from delivery.actions.read_bounces import read_bounces
from delivery.models import MailEvent, OutboundMessage
from delivery.rules.bounces import News
from delivery.rules.references import reference_of, return_path
from delivery.transports.mailbox import MailboxUnreachable
from delivery.transports.mime import Mail
from nps_app.embedded.smtp_sink import SmtpSink
from nps_app.embedded.testing import free_port
from tests.delivery.mailbox_server import MailboxServer
from tests.delivery.reports import ARF, DSN, LEAVER, OUT_OF_OFFICE, report

State = OutboundMessage.State


def about(message: OutboundMessage, settings) -> str:
    return return_path("bounces@nps.example.com", reference_of(message.pk, settings.SECRET_KEY))


def left(queue, organisation, state=State.SENT, **fields) -> OutboundMessage:
    message = queue(kind="invitation", organisation=organisation, **fields)
    message.state = state
    message.armed_at = timezone.now()
    message.sent_at = message.armed_at if state == State.SENT else None
    message.save()
    return message


def note(message, news, **fields):
    settled = []
    now = fields.pop("now", timezone.now())
    is_new = note_mail_event(
        row=message.pk, news=news, source="test", detail="", settled=settled.append, now=now, **fields
    )
    message.refresh_from_db()
    return is_new, settled


def test_nobody_there_is_never_written_to_again(queue, acme):
    message = left(queue, acme)
    is_new, settled = note(message, News.HARD)
    assert (is_new, message.state, message.reason, message.sent_at) == (True, "failed", "bad_address", None)
    assert [row.pk for row in settled] == [message.pk]
    assert Suppression.objects.get().reason == "bounced"
    assert note(message, News.HARD) == (False, [])
    assert MailEvent.objects.count() == 1


def test_a_complaint_is_for_ever_but_the_mail_was_sent(queue, acme):
    message = left(queue, acme)
    assert note(message, News.COMPLAINT) == (True, [])
    assert message.state == "sent"
    assert Suppression.objects.get().reason == "complained"


@pytest.mark.parametrize("news", [News.DELIVERED, News.SOFT, News.COMPLAINT])
def test_whatever_comes_back_proves_that_it_was_handed_over(queue, acme, news):
    message = left(queue, acme, State.UNCERTAIN)
    assert note(message, news)[1] == [message]
    assert (message.state, message.sent_at) == ("sent", message.armed_at)


def test_nothing_is_believed_of_a_message_that_has_not_left_or_went_to_staff(queue, acme):
    waiting = queue(kind="invitation", organisation=acme)
    ours = left(queue, acme, policy="resend")
    trial = left(queue, acme)
    OutboundMessage.objects.filter(pk=trial.pk).update(kind="test", reference="survey:1")
    assert [note(message, News.HARD) for message in (waiting, ours, trial)] == [(False, [])] * 3
    assert not Suppression.objects.exists()


def test_three_soft_bounces_in_thirty_days_are_followed_by_thirty_days_of_rest(queue, acme, other, faulty):
    server = faulty()
    now = timezone.now()
    for days in (25, 12, 1):
        note(left(queue, acme, recipient="full@example.com"), News.SOFT, now=now - timedelta(days=days))
    assert not is_suppressed(acme, "email", "full@example.com")
    resting = queue(kind="invitation", organisation=acme, recipient="Full@example.com")
    elsewhere = queue(kind="invitation", organisation=other, recipient="full@example.com")
    assert send() == 1
    resting.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (resting.state, resting.reason, elsewhere.state) == ("suppressed", "resting", "sent")
    assert len(server.bodies) == 1
    MailEvent.objects.update(at=now - timedelta(days=31))
    queue(kind="invitation", organisation=acme, recipient="full@example.com")
    assert send() == 1


def send() -> int:
    mail = {"sender_address": "us@example.com", "subject": "x", "text": "x"}
    return deliver(kinds=["invitation"], render=lambda message: Mail(recipient=message.recipient, **mail))


def test_a_mail_leaves_with_the_way_back_and_the_providers_header(queue, acme, settings):
    settings.BOUNCE_ADDRESS, settings.MAIL_PROVIDER = "bounces@nps.example.com", "postmark"
    message = queue(kind="invitation", organisation=acme)
    with SmtpSink(free_port()) as sink:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        assert send() == 1
    caught = sink.messages[0]
    assert caught.sender == about(message, settings)
    assert caught.message["X-PM-Metadata-promotor"] == reference_of(message.pk, settings.SECRET_KEY)
    assert caught.text.strip() == "x"


def test_the_mailbox_is_read_once_and_nothing_in_it_is_lost(queue, acme, settings):
    gone, unsure, angry = left(queue, acme), left(queue, acme, State.UNCERTAIN), left(queue, acme)
    mails = [
        report(DSN, about(gone, settings)),
        report(OUT_OF_OFFICE, about(gone, settings)),
        report(DSN, about(unsure, settings), "delivered", "2.0.0"),
        report(ARF, about(angry, settings)),
        report(DSN, "bounces+1-0123456789ab@nps.example.com"),
        b"\x00\xff no mail at all",
        report(LEAVER, "bounces+unsubscribe@nps.example.com"),
    ]
    settled, left_by = [], []
    take = {"settled": settled.append, "leaving": lambda key: not left_by.append(key)}
    with MailboxServer(mails) as server:
        settings.BOUNCE_MAILBOX = server.url
        assert read_bounces(**take, now=timezone.now()) == 4
        assert server.seen == {1, 2, 3, 4, 5, 6, 7}
        assert read_bounces(**take, now=timezone.now()) == 0
    assert left_by == ["AbC-_1234567890abcdefg"]
    assert [row.pk for row in settled] == [gone.pk, unsure.pk]
    assert set(MailEvent.objects.values_list("message", "news")) == {
        (gone.pk, "hard"),
        (unsure.pk, "delivered"),
        (angry.pk, "complaint"),
    }


def test_a_mailbox_that_does_not_open_says_so(settings, db):
    with MailboxServer([]) as server:
        settings.BOUNCE_MAILBOX = server.url.replace("p%40ss", "wrong")
        with pytest.raises(MailboxUnreachable):
            read_bounces(settled=None, leaving=bool, now=timezone.now())
