from datetime import UTC, datetime, timedelta

import pytest

from contacts.models import Contact, Suppression
from delivery.actions.enqueue import enqueue
from delivery.models import MailEvent
from surveys.actions.plan_invitations import plan_invitations
from surveys.actions.preview_campaign import preview_campaign
from surveys.actions.weigh_contacts import candidates_among, chunks_of, weigh_contacts
from surveys.models import AskingRules, Campaign, Invitation
from tests import factories

NOW = datetime(2026, 5, 4, 15, tzinfo=UTC)  # Monday, 10:00 in Bogota


@pytest.fixture
def weigh(acme):
    """The reasons of all contacts in the order of their ids."""

    def make(now=NOW, **rules):
        asking = AskingRules(organisation=acme, **rules)
        (chunk,) = chunks_of(candidates_among(Contact.objects.of(acme), asking))
        return weigh_contacts(organisation=acme, rules=asking, candidates=chunk, now=now)

    return make


def test_the_pause_is_the_organisations(acme, weigh):
    survey, contact = factories.survey(acme), factories.contact(acme)
    factories.invitation(survey, contact)
    Invitation.objects.update(planned_at=NOW - timedelta(days=40), asked_at=NOW - timedelta(days=31))
    assert weigh() == weigh(pause_days=32) == ["asked_recently"]
    assert weigh(pause_days=31) == [None]


def test_a_reminder_and_a_late_mail_move_the_pause(acme, weigh):
    factories.invitation(factories.survey(acme), factories.contact(acme))
    Invitation.objects.update(planned_at=NOW - timedelta(days=9), asked_at=NOW - timedelta(hours=23))
    assert weigh(pause_days=1) == ["asked_recently"]
    assert weigh(pause_days=1, now=NOW + timedelta(hours=1)) == [None]


def test_whoever_waits_for_a_question_gets_no_second_one(acme, weigh):
    factories.invitation(factories.survey(acme), factories.contact(acme), state="planned")
    Invitation.objects.update(planned_at=NOW - timedelta(days=6), asked_at=NOW - timedelta(days=6))
    assert weigh(pause_days=1) == ["asked_recently"]


def test_tenure_by_property_or_by_the_contact(acme, weigh):
    factories.contact(acme, properties={"since": "2026-04-01"})
    factories.contact(acme, properties={"since": "2026-05-01"})
    Contact.objects.update(created_at=NOW - timedelta(days=10))
    assert weigh(tenure_days=30, tenure_property="since") == [None, "too_new"]
    assert weigh(tenure_days=10) == [None, None]
    assert weigh(tenure_days=11) == ["too_new", "too_new"]


def test_colleagues_are_asked_apart(acme, weigh):
    for company in ("Zeta", "Zeta", "Beta", ""):
        factories.contact(acme, properties={"company": company} if company else {})
    assert weigh(account_property="company") == [None, "account_asked", None, None]
    assert weigh() == [None] * 4
    asked = factories.contact(acme, properties={"company": "Beta"})
    factories.invitation(factories.survey(acme), asked, asked_at=NOW - timedelta(days=6))
    Invitation.objects.update(planned_at=NOW - timedelta(days=6))
    assert weigh(account_property="company")[2] == "account_asked"
    assert weigh(account_property="company", account_days=6)[2] is None


def test_preview_and_planning_agree_and_nobody_is_woken(acme, olga, settings):
    settings.MAIL_FIRST_HOUR, settings.MAIL_LAST_HOUR = 7, 21
    AskingRules.objects.create(organisation=acme, account_property="company")
    factories.contact(acme, properties={"company": "Zeta"})
    factories.contact(acme, properties={"company": "Zeta"})
    factories.contact(acme, time_zone="Asia/Tokyo")  # Tuesday 00:00 there
    preview = preview_campaign(organisation=acme, rules=[], now=NOW)
    assert (preview.reached.count, preview.later, preview.left_out_count) == (2, 1, 1)

    campaign = factories.campaign(factories.survey(acme, olga), state=Campaign.State.PLANNING)
    plan_invitations(campaign=campaign, now=NOW)
    rows = Invitation.objects.order_by("contact")
    assert list(rows.values_list("state", "reason", "asked_at")) == [
        ("planned", "", NOW),
        ("skipped", "account_asked", None),
        ("planned", "", datetime(2026, 5, 4, 22, tzinfo=UTC)),
    ]


def test_an_address_that_sent_three_mails_back_rests_and_then_does_not(acme, weigh):
    contact = factories.contact(acme, email="full@example.com")
    factories.contact(acme)
    plan = {"kind": "invitation", "policy": "hold", "recipient": contact.email, "organisation": acme}
    for days in (9, 8, 7):
        MailEvent.objects.create(
            organisation=acme,
            message=enqueue(dedup_key=f"x{days}", now=NOW, **plan),
            news="soft",
            address_hash=Suppression.hashes_of(contact.email)[0],
            source="test",
            at=NOW - timedelta(days=days),
        )
    assert weigh() == ["resting", None]
    assert weigh(now=NOW + timedelta(days=23)) == [None, None]
