from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from contacts.actions.suppress import suppress
from delivery.models import OutboundMessage
from surveys.actions.plan_invitations import plan_invitations
from surveys.actions.plan_reminders import plan_reminders
from surveys.actions.send_invitations import send_invitations
from surveys.models import Campaign, Invitation
from tests import factories

NOW = timezone.now()
LATER = NOW + timedelta(days=4, hours=1)


@pytest.fixture
def asked(acme, olga, smtp_sink):
    """An invitation that left four days ago."""
    factories.contact(acme, name="Ana", language="en")
    campaign = factories.campaign(
        factories.survey(acme, olga), state=Campaign.State.PLANNING, reminder_days=4
    )
    plan_invitations(campaign=campaign, now=NOW)
    assert send_invitations(now=NOW) == 1
    return Invitation.objects.get()


def remind(now=LATER):
    planned = plan_reminders(now=now)
    OutboundMessage.objects.filter(kind="reminder").update(next_at=Now())
    return planned, send_invitations(now=now)


def test_one_reminder_and_no_second_one(asked, smtp_sink):
    assert plan_reminders(now=NOW + timedelta(days=3)) == 0
    assert remind() == (1, 1)
    assert remind(LATER + timedelta(days=9)) == (0, 0)
    first, second = smtp_sink.messages
    assert second.recipients == first.recipients
    assert (first.message["Subject"], second.message["Subject"]) == (
        "Acme: one question",
        "Reminder: Acme: one question",
    )
    assert ("Reminder." in first.text, "Reminder." in second.text) == (False, True)
    assert second.message["Feedback-ID"] == first.message["Feedback-ID"].replace("invitation", "reminder")
    assert f"/s/{asked.token}/" in second.text
    asked.refresh_from_db()
    assert (asked.state, asked.reminded_at) == ("sent", LATER)
    assert asked.sent_at < asked.asked_at  # the pause to the next question counts from the reminder


@pytest.mark.parametrize(
    "spoil",
    [
        lambda row: Invitation.objects.update(answered_at=NOW),
        lambda row: Invitation.objects.update(expires_at=NOW),
        lambda row: Invitation.objects.update(asked_at=NOW - timedelta(days=15)),
        lambda row: Campaign.objects.update(state="stopped"),
        lambda row: Campaign.objects.update(reminder_days=0),
        lambda row: row.contact.delete(),
    ],
)
def test_who_gets_none(asked, spoil):
    spoil(asked)
    assert plan_reminders(now=LATER) == 0


def _unsubscribe(row):
    suppress(
        organisation=row.organisation, channel="email", address=row.contact.email, reason="unsubscribed",
        by="customer", now=NOW,
    )  # fmt: skip


def _ask_again(row):
    factories.invitation(row.survey, row.contact, asked_at=LATER - timedelta(hours=23))


@pytest.mark.parametrize(
    ("meanwhile", "ledger", "reason"),
    [
        (lambda row: Invitation.objects.update(answered_at=LATER), "cancelled", "answered"),
        (lambda row: Campaign.objects.update(state="stopped"), "cancelled", "stopped"),
        (_unsubscribe, "suppressed", "unsubscribed"),
        (_ask_again, "cancelled", "asked_recently"),
    ],
)
def test_what_happens_between_planning_and_leaving_counts(asked, smtp_sink, meanwhile, ledger, reason):
    assert plan_reminders(now=LATER) == 1
    meanwhile(asked)
    assert remind() == (0, 0)
    row = OutboundMessage.objects.get(kind="reminder")
    assert (row.state, row.reason) == (ledger, reason)
    asked.refresh_from_db()
    assert asked.state == "sent"
    assert len(smtp_sink.messages) == 1


def test_the_reminder_of_an_uncertain_invitation_is_the_invitation(asked, smtp_sink):
    Invitation.objects.update(state="uncertain", reason="interrupted", sent_at=None)
    OutboundMessage.objects.update(state="uncertain", sent_at=None)
    assert remind() == (1, 1)
    assert smtp_sink.messages[1].message["Subject"] == "Acme: one question"
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("sent", "")
    assert asked.sent_at is not None


def test_by_night_it_waits(asked, smtp_sink, settings):
    settings.MAIL_FIRST_HOUR, settings.MAIL_LAST_HOUR = 7, 21
    night = LATER.replace(hour=7) + timedelta(days=1)  # 02:00 in Bogota
    assert plan_reminders(now=night) == 1
    row = OutboundMessage.objects.get(kind="reminder")
    assert row.next_at == night.replace(hour=12, minute=0, second=0, microsecond=0)
    # Were it claimed by night all the same (a clock was wrong, the person moved), it goes back to wait.
    OutboundMessage.objects.filter(pk=row.pk).update(next_at=Now())
    assert send_invitations(now=night) == 0
    again = OutboundMessage.objects.get(pk=row.pk)
    assert (again.state, again.reason, again.next_at, again.attempts) == (
        "queued",
        "quiet_hours",
        row.next_at,
        0,
    )
    assert len(smtp_sink.messages) == 1
