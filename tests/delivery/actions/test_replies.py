"""The address for answers: set up, shown to work, read. With a real IMAP conversation."""

from email.message import EmailMessage

import pytest
from django.utils import timezone

from accounts.models import Event
from delivery.actions.check_reply_address import check_reply_address
from delivery.actions.deliver_ready_made import deliver_ready_made
from delivery.actions.read_replies import read_replies
from delivery.actions.receive_mail import receive_mail
from delivery.actions.remove_reply_address import remove_reply_address
from delivery.actions.save_reply_address import save_reply_address
from delivery.models import OutboundMessage, ReplyAddress
from delivery.queries.replies import answers_arrive, reply_to
from delivery.transports.mailbox import MailboxUnreachable
from tests.delivery.mailbox_server import MailboxServer

NOW = timezone.now()


def mail(to="replies@acme.example", text="Gracias", **headers) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "ana@example.com", to
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


@pytest.fixture
def server():
    with MailboxServer([mail(text="old")]) as server:
        yield server


@pytest.fixture
def row(acme, olga, server) -> ReplyAddress:
    return save(acme, olga, server)


def save(organisation, by, server, **more):
    options = {"host": "127.0.0.1", "port": server.port, "security": "none", "user": "me"}
    given = {"way": "mailbox", "address": "replies@acme.example", "secrets": {"password": "p@ss"}}
    return save_reply_address(
        organisation=organisation,
        **{**given, **more, "options": options | more.get("options", {})},
        by=by,
        now=NOW,
    )


def arrived(server, number):
    """What left for the address lands in its mailbox."""
    row = OutboundMessage.objects.get(kind="test")
    server.mails.append(mail(to=row.recipient, Message_ID=row.message_id))
    assert len(server.mails) == number


def test_an_address_is_used_once_its_test_mail_has_come_back(acme, olga, row, server):
    assert reply_to(acme, 5, "case") == ""
    message = check_reply_address(row=row, by=olga, now=NOW)
    assert message.recipient.startswith("replies+")
    assert row.is_waiting
    assert not answers_arrive(acme)
    arrived(server, 2)
    assert read_replies(row=row, take=lambda _mail: pytest.fail("it is no customer's"), now=NOW) == 1
    assert answers_arrive(acme)
    assert reply_to(acme, 5, "case").startswith("replies+5-")
    verbs = set(Event.objects.of(acme).values_list("verb", flat=True))
    assert verbs >= {"reply_address.saved", "reply_address.checked", "reply_address.works"}


def test_new_mails_are_taken_once_and_the_mailbox_is_left_as_it_is(olga, row, server):
    check_reply_address(row=row, by=olga, now=NOW)
    server.mails += [mail(text="one"), mail(text="two")]
    texts = []
    assert read_replies(row=row, take=lambda mail: not texts.append(mail.text), now=NOW) == 2
    assert read_replies(row=row, take=lambda mail: not texts.append(mail.text), now=NOW) == 0
    assert texts == ["one", "two"]  # not what lay there before
    assert server.seen == set()


def test_what_belongs_to_nothing_is_counted_and_not_kept(acme, olga, row, server):
    check_reply_address(row=row, by=olga, now=NOW)
    server.mails.append(mail())
    assert read_replies(row=row, take=lambda _mail: False, now=NOW) == 0
    assert ReplyAddress.objects.of(acme).get().strays == 1


def test_a_mailbox_that_was_made_anew_is_read_from_now_on(olga, row, server):
    check_reply_address(row=row, by=olga, now=NOW)
    server.mark = 8
    texts = []
    read_replies(row=row, take=lambda mail: not texts.append(mail.text), now=NOW)
    server.mails.append(mail(text="new"))
    read_replies(row=row, take=lambda mail: not texts.append(mail.text), now=NOW)
    assert texts == ["new"]


def test_a_mail_that_cannot_be_read_does_not_keep_the_next_one_waiting(olga, row, server):
    check_reply_address(row=row, by=olga, now=NOW)
    server.mails += [b"From: \xff\xfe<\nTo: =?\n\n", mail(text="good")]
    texts = []
    read_replies(row=row, take=lambda mail: not texts.append(mail.text), now=NOW)
    assert texts[-1] == "good"


@pytest.mark.parametrize(
    ("options", "secrets", "cause"),
    [
        ({}, {"password": "wrong"}, "login"),
        ({"port": 1}, {"password": "p@ss"}, "no_connection"),
        ({"host": "no-such-host.invalid"}, {"password": "p@ss"}, "unknown_host"),
        ({"security": "tls"}, {"password": "p@ss"}, "tls"),
    ],
)
def test_a_mailbox_that_cannot_be_read_says_why(acme, olga, server, options, secrets, cause):
    row = save(acme, olga, server, options=options, secrets=secrets)
    with pytest.raises(MailboxUnreachable) as trouble:
        check_reply_address(row=row, by=olga, now=NOW)
    assert trouble.value.cause == cause
    assert not OutboundMessage.objects.exists()
    assert read_replies(row=row, take=lambda _mail: True, now=NOW) == 0
    assert ReplyAddress.objects.of(acme).get().problem == cause


def test_hosts_of_strangers_are_public_ones(acme, olga, row, settings):
    settings.MAIL_PUBLIC_HOSTS_ONLY = True
    with pytest.raises(MailboxUnreachable) as trouble:
        check_reply_address(row=row, by=olga, now=NOW)
    assert trouble.value.cause == "not_public"


def test_another_address_has_to_be_tested_anew(acme, olga, row, server):
    ReplyAddress.objects.of(acme).update(confirmed_at=NOW, check_sent_at=NOW)
    assert save(acme, olga, server).confirmed_at == NOW  # nothing new
    assert save(acme, olga, server, address="other@acme.example").confirmed_at is None
    remove_reply_address(row=row, by=olga, now=NOW)
    assert not answers_arrive(acme)


def test_our_own_mails_that_come_back_in_a_circle_are_dropped(acme, olga, row):
    check_reply_address(row=row, by=olga, now=NOW)
    ours = OutboundMessage.objects.get()
    raw = mail(Message_ID=ours.message_id)
    assert not receive_mail(row=row, raw=raw, take=lambda _mail: pytest.fail("a circle"), now=NOW)


def test_anothers_key_proves_nothing(acme, other, olga, xena, row, server):
    foreign = save(other, xena, server)
    check_reply_address(row=row, by=olga, now=NOW)
    raw = mail(to=OutboundMessage.objects.get().recipient)
    receive_mail(row=foreign, raw=raw, take=lambda _mail: False, now=NOW)
    assert not answers_arrive(other)
    assert not answers_arrive(acme)


def test_the_test_mail_leaves(acme, olga, row, smtp_sink):
    check_reply_address(row=row, by=olga, now=NOW)
    deliver_ready_made()
    [sent] = smtp_sink.wait_for(1, 30)
    assert sent.recipients[0].startswith("replies+")
