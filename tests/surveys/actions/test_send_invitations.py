import re
import uuid
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from contacts.actions.suppress import suppress
from contacts.queries.suppressed import is_suppressed
from delivery.actions.settle_stuck import settle_stuck
from delivery.actions.settle_uncertain import settle_uncertain
from delivery.models import OutboundMessage
from surveys.actions.note_visit import note_visit
from surveys.actions.plan_invitations import plan_invitations
from surveys.actions.reconcile_invitations import reconcile_invitations
from surveys.actions.send_invitations import send_invitations
from surveys.actions.send_test import NothingPublished, send_test
from surveys.models import Campaign, Invitation
from tests import factories

NOW = timezone.now()


@pytest.fixture
def planned(acme, olga):
    """planned(3): as many invitations in the ledger, waiting to leave."""

    def make(count=1):
        for _ in range(count):
            factories.contact(acme)
        campaign = factories.campaign(factories.survey(acme, owner=olga), state=Campaign.State.PLANNING)
        plan_invitations(campaign=campaign, now=NOW)
        return list(Invitation.objects.filter(campaign=campaign).order_by("pk"))

    return make


def test_each_is_sent_once_with_its_own_link(planned, smtp_sink):
    rows = planned(3)
    assert send_invitations(now=NOW) == 3
    assert send_invitations(now=NOW) == 0
    for row, caught in zip(rows, smtp_sink.messages, strict=True):
        row.refresh_from_db()
        assert row.state == "sent"
        assert row.sent_at is not None
        assert caught.recipients == [row.contact.email]
        assert f"/s/{row.token}/" in caught.text


def test_what_a_strict_reader_sees_on_the_wire(planned, smtp_sink, settings):
    settings.SITE_URL = "https://nps.example.com"
    settings.BOUNCE_ADDRESS = "bounces@nps.example.com"
    settings.BOUNCE_MAILBOX = "imaps://me:secret@mail.example.com/INBOX"
    settings.DEFAULT_FROM_EMAIL = "Acme <feedback@nps.example.com>"
    (row,) = planned()
    send_invitations(now=NOW)
    (caught,) = smtp_sink.messages
    headers = dict(
        line.split(b": ", 1)
        for line in re.sub(rb"\r\n[ \t]+", b" ", caught.raw).split(b"\r\n\r\n")[0].split(b"\r\n")
    )
    leave = row.unsubscribe_token
    assert headers[b"List-Unsubscribe"].decode() == (
        f"<https://nps.example.com/u/{leave}/>, <mailto:bounces+unsubscribe@nps.example.com?subject={leave}>"
    )
    assert b"\r\nList-Unsubscribe: <https://nps.example.com/u/%s/>, <mailto:" % leave.encode() in caught.raw
    assert headers[b"List-Unsubscribe-Post"] == b"List-Unsubscribe=One-Click"
    assert headers[b"Feedback-ID"].decode() == f"{row.campaign_id}:invitation:{row.organisation_id}:promotor"
    assert headers[b"Auto-Submitted"] == b"auto-generated"
    assert headers[b"X-Auto-Response-Suppress"] == b"All"
    message = OutboundMessage.objects.get()
    assert headers[b"Message-ID"].decode() == message.message_id
    assert message.message_id.endswith("@nps.example.com>")
    assert caught.sender.startswith(f"bounces+{message.pk}-")
    assert b"Precedence" not in headers
    assert caught.text.count("https://") == 2  # one to answer, one to leave


def _unsubscribe(row):
    suppress(
        organisation=row.organisation, channel="email", address=row.contact.email, reason="unsubscribed",
        by="customer", now=NOW,
    )  # fmt: skip


def _stop(row):
    row.campaign.state = "stopped"
    row.campaign.save()


def _answer(row):
    Invitation.objects.filter(pk=row.pk).update(answered_at=NOW)


def _expire(row):
    Invitation.objects.filter(pk=row.pk).update(expires_at=NOW - timedelta(seconds=1))


def _move(row):
    row.contact.email = "new@example.com"
    row.contact.save()


@pytest.mark.parametrize(
    ("meanwhile", "ledger", "state", "reason"),
    [
        (_unsubscribe, "suppressed", "skipped", "unsubscribed"),
        (_stop, "cancelled", "cancelled", "stopped"),
        (_answer, "cancelled", "cancelled", "answered"),
        (_expire, "expired", "failed", "expired"),
        (_move, "cancelled", "cancelled", "address_changed"),
    ],
)
def test_what_happened_since_the_planning_counts(planned, smtp_sink, meanwhile, ledger, state, reason):
    (row,) = planned()
    meanwhile(row)
    assert send_invitations(now=NOW) == 0
    row.refresh_from_db()
    assert (row.state, row.reason) == (state, reason)
    assert OutboundMessage.objects.get().state == ledger
    assert smtp_sink.messages == []


def test_an_erased_contact_is_not_written_to(planned, smtp_sink):
    (row,) = planned()
    row.contact.delete()
    send_invitations(now=NOW)
    assert OutboundMessage.objects.get().reason == "erased"
    assert smtp_sink.messages == []


def test_an_address_that_does_not_exist_is_never_asked_again(acme, planned, smtp_sink):
    bad, good = planned(2)
    smtp_sink.refuse[bad.contact.email] = "550 5.1.1 no such user"
    assert send_invitations(now=NOW) == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.reason, good.state) == ("failed", "bad_address", "sent")
    assert is_suppressed(acme, "email", bad.contact.email)


def interrupt():
    """What a worker leaves behind that is killed after it began to hand over the body."""
    OutboundMessage.objects.update(
        state="armed", owner=uuid.uuid4(), armed_at=Now(), lease_until=Now() - timedelta(1)
    )
    settle_stuck()


def test_an_interrupted_one_becomes_uncertain_and_an_answer_proves_that_it_came(planned):
    (row,) = planned()
    interrupt()
    assert reconcile_invitations(now=NOW) == 1
    row.refresh_from_db()
    assert (row.state, row.reason) == ("uncertain", "interrupted")
    assert reconcile_invitations(now=NOW) == 0

    _answer(row)
    reconcile_invitations(now=NOW)
    row.refresh_from_db()
    assert row.state == "sent"
    assert OutboundMessage.objects.get().state == "sent"


def test_an_invitation_hears_what_a_person_said_about_it(planned, mark):
    (row,) = planned()
    interrupt()
    settle_uncertain(message=OutboundMessage.objects.get(), arrived=False, by=mark, now=NOW)
    reconcile_invitations(now=NOW)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("failed", "settled_by_hand")


def test_test_mail_to_oneself(acme, mark):
    survey = factories.survey(acme)
    for _ in range(2):
        send_test(organisation=acme, survey=survey, language="en", by=mark, now=NOW)
    (row,) = OutboundMessage.objects.all()
    assert (row.kind, row.recipient) == ("test", mark.email)
    assert "/s/" not in row.payload["text"]
    survey.published = None
    with pytest.raises(NothingPublished):
        send_test(organisation=acme, survey=survey, language="en", by=mark, now=NOW)


def test_a_visit_of_its_link_proves_that_an_uncertain_one_came(planned):
    (row,) = planned()
    interrupt()
    reconcile_invitations(now=NOW)
    visit = {"network": "", "browser": "", "is_prefetch": False, "score": 3, "now": timezone.now()}
    note_visit(invitation=row, method="GET", **visit)
    reconcile_invitations(now=NOW)
    row.refresh_from_db()
    assert (row.state, OutboundMessage.objects.get().state) == ("sent", "sent")
