from datetime import UTC, datetime, timedelta

import pytest

from contacts.actions.suppress import suppress
from delivery.models import OutboundMessage
from surveys.actions.ask_again import ask_again
from surveys.models import AskingRules, Campaign, Invitation
from tests import factories

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)  # Monday, 10:00 in Bogotá
DAY = timedelta(days=1)


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga)


def asked_before(survey, contact, ago):
    return factories.invitation(survey, contact, asked_at=NOW - ago)


def at_planning(row):
    Invitation.objects.filter(pk=row.pk).update(planned_at=row.asked_at)


def test_the_pause_does_not_hold_but_a_day_does(acme, survey):
    ana, ben = factories.contact(acme), factories.contact(acme)
    for contact, ago in ((ana, 30 * DAY), (ben, timedelta(hours=23))):
        at_planning(asked_before(survey, contact, ago))
    asked = ask_again(survey=survey, contacts=[ana.pk, ben.pk], now=NOW)
    assert list(asked) == [ana.pk]
    invitation, reason = asked[ana.pk]
    assert (invitation.state, invitation.campaign.is_second_look, reason) == ("planned", True, "")
    assert OutboundMessage.objects.get().recipient == ana.email
    later = NOW + timedelta(hours=2)
    assert list(ask_again(survey=survey, contacts=[ana.pk, ben.pk], now=later)) == [ben.pk]
    assert Campaign.objects.filter(is_second_look=True).count() == 1


def test_who_does_not_want_mails_is_left_out_with_the_reason(acme, survey):
    gone, no_mail = factories.contact(acme), factories.contact(acme, email="", phone="+573001234567")
    suppress(
        organisation=acme, channel="email", address=gone.email, reason="unsubscribed", by="system", now=NOW
    )
    asked = ask_again(survey=survey, contacts=[gone.pk, no_mail.pk], now=NOW)
    assert asked == {gone.pk: (None, "unsubscribed"), no_mail.pk: (None, "no_email")}
    assert not OutboundMessage.objects.exists()


def test_at_night_it_waits_for_the_morning(acme, survey, settings):
    settings.MAIL_FIRST_HOUR, settings.MAIL_LAST_HOUR = 8, 20
    night = NOW.replace(hour=4)
    ask_again(survey=survey, contacts=[factories.contact(acme).pk], now=night)
    message = OutboundMessage.objects.get()
    assert message.next_at.astimezone(acme.zone).hour == 8


def test_how_long_somebody_has_been_a_customer_does_not_matter(acme, survey):
    AskingRules.objects.create(organisation=acme, tenure_days=3000)
    ana = factories.contact(acme)
    assert ask_again(survey=survey, contacts=[ana.pk], now=NOW)[ana.pk][1] == ""


def test_a_survey_that_cannot_be_sent_decides_nobody(acme):
    survey = factories.survey(acme)  # nobody looks after the unhappy
    assert ask_again(survey=survey, contacts=[factories.contact(acme).pk], now=NOW) == {}


def test_a_paused_day_waits_and_a_stopped_one_drops(acme, survey):
    ana, ben = factories.contact(acme), factories.contact(acme)
    ask_again(survey=survey, contacts=[ana.pk], now=NOW)
    days = Campaign.objects.filter(is_second_look=True)
    days.update(state=Campaign.State.PAUSED)
    assert ask_again(survey=survey, contacts=[ben.pk], now=NOW) == {}
    days.update(state=Campaign.State.STOPPED)
    assert ask_again(survey=survey, contacts=[ben.pk], now=NOW) == {ben.pk: (None, "stopped")}


def test_nobody_of_another_organisation(other, survey):
    assert ask_again(survey=survey, contacts=[factories.contact(other).pk], now=NOW) == {}
