"""A closed case, its customer asked again, and what becomes of the answer."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.actions.suppress import suppress
from delivery.models import OutboundMessage
from followup.actions.close_case import close_case
from followup.actions.look_again import look_again
from followup.actions.triage_response import triage_response
from followup.models import Case, CaseEvent, SecondLook
from responses.actions.record_answer import record_answer
from surveys.models import AskingRules, Invitation
from tests import factories

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def survey(acme, stan):
    return factories.survey(acme, owner=stan)


def closed_case(survey, contact=None, *, at=NOW - 30 * DAY, by=None):
    """An unhappy answer whose case was closed then."""
    contact = contact or factories.contact(survey.organisation, name="Ana")
    answer = factories.response(survey, 2, contact=contact, at=at - DAY, triaged_at=at)
    case = factories.case(answer, owner=survey.detractor_owner)
    cause = factories.cause(survey.organisation, f"Cause {case.pk}")
    return close_case(
        case=case,
        cause=cause,
        remedy=factories.remedy(survey.organisation),
        outcome=Case.Outcome.RESOLVED,
        note="Done",
        by=by or survey.detractor_owner,
        now=at,
    )


def kinds(case):
    return list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))


def second_answer(score, now=NOW + DAY, **more):
    invitation = SecondLook.objects.get().invitation
    Invitation.objects.filter(pk=invitation.pk).update(state="sent", sent_at=NOW)
    invitation.refresh_from_db()
    answer = record_answer(invitation=invitation, language="es", score=score, now=now, **more)
    return triage_response(response_id=answer.pk, now=now)


def test_after_thirty_days_and_not_before_and_once(acme, survey):
    case = closed_case(survey)
    assert look_again(organisation=acme, now=NOW - timedelta(minutes=1)) == 0
    assert look_again(organisation=acme, now=NOW) == 1
    assert look_again(organisation=acme, now=NOW) == 0
    look = SecondLook.objects.get()
    assert (look.case, look.invitation.contact, look.reason) == (case, case.contact, "")
    assert OutboundMessage.objects.get(kind="invitation").recipient == case.contact.email
    assert kinds(case)[-1] == "asked_again"


def test_off_and_other_days(acme, survey):
    rules = AskingRules.objects.create(organisation=acme, case_days=0)
    closed_case(survey)
    assert look_again(organisation=acme, now=NOW) == 0
    rules.case_days = 25
    rules.save()
    assert look_again(organisation=acme, now=NOW) == 1


def test_cases_closed_long_ago_stay_in_peace(acme, survey):
    closed_case(survey, at=NOW - 38 * DAY)
    assert look_again(organisation=acme, now=NOW) == 0


def test_who_unsubscribed_has_answered_since_or_has_an_open_case_is_not_asked(acme, survey):
    gone, again, troubled = (factories.contact(acme) for _ in range(3))
    cases = [closed_case(survey, contact) for contact in (gone, again, troubled)]
    suppress(
        organisation=acme, channel="email", address=gone.email, reason="unsubscribed", by="system", now=NOW
    )
    factories.response(survey, 9, contact=again, at=NOW - DAY, triaged_at=NOW)
    other = factories.survey(acme, owner=survey.detractor_owner)
    factories.case(factories.response(other, 1, contact=troubled, at=NOW - DAY, triaged_at=NOW))
    assert look_again(organisation=acme, now=NOW) == 3
    reasons = dict(SecondLook.objects.values_list("case", "reason"))
    assert [reasons[case.pk] for case in cases] == ["unsubscribed", "answered_since", "open_case"]
    assert not Invitation.objects.exists()


def test_two_closed_cases_of_one_person_are_one_question(acme, survey):
    other_survey = factories.survey(acme, owner=survey.detractor_owner)
    first = closed_case(survey)
    second = closed_case(other_survey, first.contact, at=NOW - 28 * DAY)
    for day in range(4):
        look_again(organisation=acme, now=NOW + day * DAY)
    assert Invitation.objects.count() == 1
    assert SecondLook.objects.get(case=second).reason == "asked_recently"


def test_asked_within_a_day_waits(acme, survey):
    case = closed_case(survey)
    just = factories.invitation(survey, case.contact, asked_at=NOW - timedelta(hours=3))
    Invitation.objects.filter(pk=just.pk).update(planned_at=just.asked_at)
    assert look_again(organisation=acme, now=NOW) == 0
    assert look_again(organisation=acme, now=NOW + DAY) == 1


def test_a_happy_second_answer_is_noted_and_the_case_stays_closed(acme, survey):
    case = closed_case(survey)
    look_again(organisation=acme, now=NOW)
    assert second_answer(8) is None
    assert kinds(case)[-2:] == ["asked_again", "answered_again"]
    assert not Case.objects.get().is_open


@pytest.mark.parametrize(("score", "more"), [(3, {}), (6, {}), (9, {"wants_contact": True})])
def test_an_unhappy_one_opens_the_same_case_again_and_tells_its_owner(acme, stan, survey, score, more):
    case = closed_case(survey)
    look_again(organisation=acme, now=NOW)
    assert second_answer(score, comment="Otra vez tarde", **more) == case
    case = Case.objects.get()
    assert case.is_open
    assert case.due_at > NOW + DAY
    assert kinds(case)[-2:] == ["answered_again", "reopened"]
    mail = OutboundMessage.objects.get(kind="staff")
    assert mail.payload["subject"] == f"Ana answered {score} when asked again: the case is open again"
    assert "Otra vez tarde" in mail.payload["text"]
    assert "asked again and is still unhappy" in mail.payload["html"]
    assert mail.recipient == stan.email


def test_a_second_answer_that_turns_unhappy_opens_it_later(acme, survey):
    case = closed_case(survey)
    look_again(organisation=acme, now=NOW)
    assert second_answer(8) is None
    assert second_answer(4, now=NOW + 2 * DAY) == case
    assert kinds(case)[-3:] == ["answered_again", "answered_again", "reopened"]


def test_closed_anew_it_is_asked_again_anew(acme, survey, stan):
    case = closed_case(survey)
    look_again(organisation=acme, now=NOW)
    second_answer(3)
    closed = {"cause": factories.cause(acme, "Price"), "remedy": factories.remedy(acme), "note": "Done"}
    closed |= {"outcome": Case.Outcome.PARTLY, "by": stan}
    close_case(case=Case.objects.get(), **closed, now=NOW + 2 * DAY)
    assert look_again(organisation=acme, now=NOW + 31 * DAY) == 0
    assert look_again(organisation=acme, now=NOW + 32 * DAY) == 1
    assert SecondLook.objects.filter(case=case).count() == 2


def test_the_case_tells_it_in_both_languages(acme, stan, survey, client_of):
    case = closed_case(survey)
    look_again(organisation=acme, now=NOW)
    second_answer(3)
    client = client_of(stan)
    url = reverse("followup:case", args=[acme.slug, case.pk])
    page = client.get(url).content.decode()
    assert "Open again by itself, because the customer answered 3 when asked again." in page
    client.cookies["django_language"] = "es"
    assert "Al volver a preguntarle, el cliente respondió 3." in client.get(url).content.decode()


def test_another_organisations_cases_are_not_touched(acme, other, survey, xena):
    closed_case(factories.survey(other, owner=xena))
    assert look_again(organisation=acme, now=NOW) == 0
    assert look_again(organisation=other, now=timezone.now()) == 0
