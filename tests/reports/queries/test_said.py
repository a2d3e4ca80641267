"""Saying and buying, counted by the database: whose clock starts when, and what counts as bought again."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from contacts.models import Contact, Purchase
from nps_app.lib.clock import Window
from reports.actions.observe_customers import observe_customers
from reports.queries import observations
from reports.queries.said import said
from reports.queries.said_words import said_words
from reports.rules.cohorts import Group
from reports.rules.said import Verdict
from responses.models import Response
from responses.queries.slice import Slice
from surveys.models import Invitation
from tests import factories

NOW = timezone.now()


def days(number):
    return timedelta(days=number)


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


def people(organisation, number, name):
    return Contact.objects.bulk_create(
        Contact(
            organisation=organisation,
            email=f"{name}{place}@example.com",
            created_at=NOW - days(400),
            updated_at=NOW,
        )
        for place in range(number)
    )


def buy(contacts, at, **fields):
    Purchase.objects.bulk_create(
        Purchase(
            organisation=contact.organisation,
            contact=contact,
            external_id=f"{contact.pk} {at}",
            bought_at=at,
            received_at=NOW,
            updated_at=NOW,
            **{"source": "api", "amount": 5000, "currency": "USD", **fields},
        )
        for contact in contacts
    )


def answer(survey, contacts, score, at):
    Response.objects.bulk_create(
        Response(
            organisation=survey.organisation,
            survey=survey,
            version=survey.published,
            contact=contact,
            score=score,
            token=f"{contact.pk} {at}"[:32],
            language="es",
            channel="email",
            answered_at=at,
            updated_at=at,
        )
        for contact in contacts
    )


def ask(survey, contacts, at):
    campaign = factories.campaign(survey)
    Invitation.objects.bulk_create(
        Invitation(
            organisation=survey.organisation,
            campaign=campaign,
            survey=survey,
            version=survey.published,
            contact=contact,
            language="es",
            planned_at=at,
            sent_at=at,
            expires_at=at + days(30),
            state=Invitation.State.SENT,
        )
        for contact in contacts
    )


def look(acme, horizon=90, window=None):
    return said(Slice(acme, window), horizon=horizon, now=NOW)


def group(found, name):
    return next(row for row in found.reading.rows if row.group is name)


@pytest.fixture
def alike(acme, survey):
    """200 promoters of whom 60 bought within 90 days, 550 silent of whom 165 did."""
    began = NOW - days(120)
    promoters, silent = people(acme, 200, "pro"), people(acme, 550, "quiet")
    answer(survey, promoters, 10, began)
    ask(survey, silent, began)
    buy(promoters[:60] + silent[:165], began + days(40))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "With these data it cannot be said that promoters buy more than those who stayed silent: 0 ± 7.4 points.",
        ),
        (
            "es",
            "Con estos datos no se puede decir que los promotores compren más que quienes no respondieron:"
            " 0 ± 7,4 puntos.",
        ),
    ],
)
def test_what_promoters_and_the_silent_buy_stands_side_by_side(acme, alike, language, sentence):
    found = look(acme)
    assert [(row.n, row.by(90) and round(row.by(90).rate, 6)) for row in found.reading.rows] == [
        (200, 0.3),
        (0, None),
        (0, None),
        (550, 0.3),
        (0, None),
    ]
    assert found.reading.control is Group.SILENT
    assert found.score.shown.score == 100
    with translation.override(language):
        assert said_words(found.reading, acme.region).pairs[1].words[0] == sentence


def test_a_purchase_before_the_answer_is_not_counted(acme, survey):
    contacts = people(acme, 40, "pro")
    answer(survey, contacts, 9, NOW - days(100))
    buy(contacts[:20], NOW - days(101))
    assert group(look(acme), Group.PROMOTER).by(90).rate == 0
    buy(contacts[:10], NOW - days(99))
    assert group(look(acme), Group.PROMOTER).by(90).rate == pytest.approx(0.25)


def test_the_purchase_that_led_to_the_question_does_not_count(acme, survey):
    """Even where the shop dates it after the answer."""
    contacts = people(acme, 20, "pro")
    trigger = factories.trigger(survey)
    for contact in contacts:
        invitation = factories.invitation(
            survey, contact, sent_at=NOW - days(100), answered_at=NOW - days(100)
        )
        factories.response(survey, 10, at=NOW - days(100), contact=contact, invitation=invitation)
        event = factories.customer_event(contact, f"order {contact.pk}", occurred_at=NOW - days(99))
        factories.event_ask(trigger, event, state="asked", invitation=invitation)
    buy(contacts, NOW - days(99))
    assert group(look(acme, 30), Group.PROMOTER).by(30).rate == 0
    buy(contacts[:5], NOW - days(98))
    assert group(look(acme, 30), Group.PROMOTER).by(30).rate == pytest.approx(0.25)


def test_open_windows_count_with_the_time_they_were_seen(acme, survey):
    old, new = people(acme, 40, "old"), people(acme, 30, "new")
    answer(survey, old, 10, NOW - days(95))
    answer(survey, new, 10, NOW - days(50))
    buy(old[:20], NOW - days(90))
    buy(new[:15], NOW - days(45))
    buy(old[20:30], NOW - days(95) + days(60))
    found = look(acme)
    row = group(found, Group.PROMOTER)
    # Half by day 5; of the old ones left, half on day 60. As if all windows had closed: 45 of 70.
    assert row.by(90).rate == pytest.approx(1 - 0.5 * 0.5)
    assert (row.open, found.reading.open) == (15, 15)
    assert (found.reading.promoters.did, found.reading.promoters.n) == (30, 40)


def test_what_is_cancelled_or_paid_back_is_no_purchase(acme, survey):
    contacts = people(acme, 30, "pro")
    answer(survey, contacts, 10, NOW - days(100))
    buy(contacts[:10], NOW - days(80), state="cancelled")
    buy(contacts[10:20], NOW - days(80), refunded=5000)
    buy(contacts[20:], NOW - days(80), refunded=1000)
    found = look(acme)
    assert group(found, Group.PROMOTER).by(90).rate == pytest.approx(1 / 3)
    assert found.reading.money[0].groups[Group.PROMOTER].total == 400


def test_of_several_answers_the_first_in_the_window_starts_the_clock(acme, survey):
    contacts = people(acme, 20, "pro")
    answer(survey, contacts, 10, NOW - days(200))
    answer(survey, contacts, 0, NOW - days(100))
    buy(contacts[:10], NOW - days(150))
    found = look(acme)
    assert (group(found, Group.PROMOTER).n, group(found, Group.DETRACTOR).n) == (20, 0)
    assert group(found, Group.PROMOTER).by(90).rate == pytest.approx(0.5)
    recent = look(acme, window=Window(NOW - days(120), NOW))
    assert (group(recent, Group.PROMOTER).n, group(recent, Group.DETRACTOR).n) == (0, 20)
    assert group(recent, Group.DETRACTOR).by(90).rate == 0


def test_who_was_not_asked_is_looked_at_from_the_days_on_which_others_were(acme, survey):
    asked, others = people(acme, 20, "pro"), people(acme, 40, "other")
    late = people(acme, 5, "late")
    Contact.objects.filter(pk__in=[contact.pk for contact in late]).update(created_at=NOW)
    answer(survey, asked, 10, NOW - days(100))
    buy(others[:10], NOW - days(90))
    found = look(acme)
    assert group(found, Group.NEVER).n == 40
    assert group(found, Group.NEVER).by(90).rate == pytest.approx(0.25)


def test_equals_are_told_apart_by_what_they_bought_before(acme, survey):
    """Frequent buyers are promoters more often, and buy more whatever they say."""
    for name, past, scores in (("often", 4, (80, 20)), ("seldom", 1, (20, 80))):
        pro, det = people(acme, scores[0], f"{name}p"), people(acme, scores[1], f"{name}d")
        answer(survey, pro, 10, NOW - days(100))
        answer(survey, det, 0, NOW - days(100))
        for number in range(past):
            buy(pro + det, NOW - days(120 + number))
        share = 0.5 if name == "often" else 0.1
        buy(pro[: int(scores[0] * share)] + det[: int(scores[1] * share)], NOW - days(50))
    reading = look(acme).reading
    assert reading.crude[0].verdict is Verdict.MORE
    assert reading.equals[0].change == pytest.approx(0)
    assert reading.equals[0].verdict is Verdict.UNPROVEN


def test_without_purchases_there_is_nothing_to_read(acme, survey):
    answer(survey, people(acme, 20, "pro"), 10, NOW - days(100))
    found = look(acme)
    assert (found.reading, found.until) == (None, None)


def test_kept_observations_say_the_same(acme, survey, alike, monkeypatch):
    live = look(acme)
    monkeypatch.setattr(observations, "LARGE", 100)
    assert observe_customers(organisation=acme, now=NOW) == 750
    kept = look(acme)
    assert kept.is_kept
    assert kept.reading == live.reading
    monkeypatch.setattr(observations, "LARGE", 10_000)
    assert observe_customers(organisation=acme, now=NOW) is None
    assert not look(acme).is_kept


def test_where_the_shop_fell_silent_nobody_is_watched_beyond(acme, survey):
    contacts = people(acme, 20, "pro")
    answer(survey, contacts, 10, NOW - days(100))
    buy(contacts[:10], NOW - days(95))
    Purchase.objects.update(received_at=NOW - days(60))
    found = look(acme)
    assert found.until == NOW - days(60)
    assert group(found, Group.PROMOTER).by(90) is None
    assert group(found, Group.PROMOTER).by(30).rate == pytest.approx(0.5)


def test_other_organisations_are_not_read(acme, other, alike):
    assert look(other).reading is None


def test_filters_choose_survey_channel_and_properties(acme, survey):
    contacts = people(acme, 20, "pro")
    answer(survey, contacts, 10, NOW - days(100))
    Response.objects.of(acme).filter(contact__in=contacts[:12]).update(properties={"branch": "Centro"})
    buy(contacts, NOW - days(90))

    def n(**chosen):
        found = said(Slice(acme, **chosen), horizon=90, now=NOW)
        return group(found, Group.PROMOTER).n if found.reading else 0

    assert n(properties=(("branch", "Centro"),)) == 12
    assert n(survey_ids=(survey.pk,)) == 20
    assert n(survey_ids=(survey.pk + 1,)) == 0
    assert n(channel="email") == 20
    assert n(channel="link") == 0
