"""A send by SMS from the button to the phone: planned, rechecked, caught."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from contacts.actions.suppress import suppress
from delivery.models import OutboundMessage
from delivery.transports.sms.catcher import caught_sms
from surveys.actions.launch_campaign import CannotLaunch, launch_campaign
from surveys.actions.plan_invitations import plan_invitations
from surveys.actions.plan_reminders import plan_reminders
from surveys.actions.preview_campaign import preview_campaign
from surveys.actions.send_invitations import send_invitations
from surveys.models import Invitation
from tests import factories

NOW = datetime(2026, 5, 4, 15, tzinfo=UTC)  # Monday, 10:00 in Bogota
PHONE = "+573001234567"


@pytest.fixture
def trial(settings, tmp_path):
    settings.MAIL_CATCHER_DIR = str(tmp_path)
    settings.SITE_URL = "https://nps.example.com"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga)


def launch(acme, survey, olga, offer, now=NOW):
    campaign = launch_campaign(
        organisation=acme, survey=survey, segment=None, launch_key=uuid.uuid4(), offer=offer, by=olga, now=now
    )
    plan_invitations(campaign=campaign, now=now)
    OutboundMessage.objects.update(next_at=timezone.now() - timedelta(seconds=1), expires_at=None)
    return campaign


def send(now=NOW):
    Invitation.objects.update(expires_at=now + timedelta(days=9))
    return send_invitations(now=now, channel="sms", limit_seconds=5)


def test_each_by_the_channel_that_suits_them(acme, survey, olga, trial):
    mail = factories.contact(acme, email="a@example.com", phone="+573001111111", sms_consent="yes")
    phone = factories.contact(acme, email="", phone=PHONE, sms_consent="yes", name="Ana María")
    likes = factories.contact(
        acme, email="b@example.com", phone="+573002222222", sms_consent="yes", preferred_channel="sms"
    )
    factories.contact(acme, email="", phone="+573003333333")  # never said yes
    factories.contact(acme, email="", phone="+576012345678", sms_consent="yes")  # a landline
    preview = preview_campaign(organisation=acme, rules=[], now=NOW, offer="best")
    assert (preview.by_email, preview.by_sms) == (1, 2)
    assert {reason: group.count for reason, group in preview.left_out.items()} == {
        "landline": 1,
        "no_sms_consent": 1,
    }

    launch(acme, survey, olga, "best")
    channel = dict(Invitation.objects.filter(state="planned").values_list("contact", "channel"))
    assert channel == {mail.pk: "email", phone.pk: "sms", likes.pk: "sms"}
    assert send() == 2
    texts = {caught.to: caught for caught in caught_sms(10)}
    assert set(texts) == {PHONE, "+573002222222"}
    invitation = Invitation.objects.get(contact=phone)
    assert len(invitation.token) == len(invitation.unsubscribe_token) == 16
    assert f"https://nps.example.com/s/{invitation.token}/" in texts[PHONE].body
    assert "STOP" in texts[PHONE].body
    row = OutboundMessage.objects.get(recipient=PHONE)
    assert (row.channel, row.state, row.segments, invitation.state) == ("sms", "sent", 1, "sent")


def test_without_a_provider_nothing_is_launched(acme, survey, olga):
    with pytest.raises(CannotLaunch) as refused:
        launch(acme, survey, olga, "sms")
    assert refused.value.missing == ["sms_provider"]
    launch(acme, survey, olga, "email")


@pytest.mark.parametrize(("hour", "waits"), [(12, True), (13, False), (24, False), (25, True)])
def test_by_sms_from_8_to_20(acme, survey, olga, trial, hour, waits):
    """The hours of UTC; in Bogota it is five less. An e-mail could leave from 7 to 21."""
    factories.contact(acme, email="", phone=PHONE, sms_consent="yes")
    now = NOW.replace(hour=0) + timedelta(hours=hour)
    launch(acme, survey, olga, "sms", now=now)
    assert (Invitation.objects.get().asked_at > now) is waits
    assert send(now) == (0 if waits else 1)
    if waits:
        assert OutboundMessage.objects.get().reason == "quiet_hours"


@pytest.mark.parametrize(
    ("change", "state", "reason"),
    [
        ({"phone": "+573009999999"}, "cancelled", "address_changed"),
        ({"sms_consent": "no"}, "suppressed", "no_sms_consent"),
    ],
)
def test_what_changed_since_the_planning(acme, survey, olga, trial, change, state, reason):
    contact = factories.contact(acme, email="", phone=PHONE, sms_consent="yes")
    launch(acme, survey, olga, "sms")
    for name, value in change.items():
        setattr(contact, name, value)
    contact.save()
    assert send() == 0
    row = OutboundMessage.objects.get()
    assert (row.state, row.reason) == (state, reason)


def test_whoever_wrote_stop_meanwhile_gets_none(acme, survey, olga, trial):
    factories.contact(acme, email="", phone=PHONE, sms_consent="yes")
    launch(acme, survey, olga, "sms")
    suppress(organisation=acme, channel="phone", address=PHONE, reason="unsubscribed", by="customer", now=NOW)
    assert send() == 0
    assert OutboundMessage.objects.get().state == "suppressed"


def test_the_reminder_takes_the_same_road(acme, survey, olga, trial):
    factories.contact(acme, email="a@example.com", phone=PHONE, sms_consent="yes", preferred_channel="sms")
    launch(acme, survey, olga, "best")
    send()
    later = NOW + timedelta(days=5)
    Invitation.objects.update(asked_at=NOW, sent_at=NOW, planned_at=NOW)
    assert plan_reminders(now=later) == 1
    OutboundMessage.objects.update(next_at=timezone.now() - timedelta(seconds=1), expires_at=None)
    assert send(later) == 1
    newest = caught_sms(1)[0]
    assert newest.to == PHONE
    assert re.match("Recordatorio: ", newest.body)


def test_one_pause_over_all_channels(acme, survey, olga, trial):
    factories.contact(acme, email="a@example.com", phone=PHONE, sms_consent="yes")
    launch(acme, survey, olga, "email")
    assert preview_campaign(organisation=acme, rules=[], now=NOW, offer="sms").reached.count == 0
