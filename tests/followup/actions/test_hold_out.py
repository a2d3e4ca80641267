"""Some cases are held back by lot: which, how they look, and how they get out."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Event
from delivery.models import OutboundMessage
from followup.actions.claim_case import CaseHeld
from followup.actions.close_case import close_case
from followup.actions.look_again import look_again
from followup.actions.open_case import open_case
from followup.actions.set_hold_out import set_hold_out
from followup.actions.take_out_case import NotHeld, take_out_case
from followup.actions.triage_response import triage_response
from followup.models import Case, HoldOut, SecondLook
from followup.queries.lot import lot_for, lot_state
from responses.models import Response
from surveys.rules.sample import Sample
from tests import factories

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def answer(survey, score=2, **fields):
    fields.setdefault("contact", factories.contact(survey.organisation))
    return factories.response(survey, score, **fields)


def setting_that(survey, response, *, held):
    """A lot of one in two that draws this answer, or leaves it to be worked."""
    seed = next(seed for seed in range(100) if Sample(50, seed).has(response.pk) is held)
    return HoldOut.objects.create(organisation=survey.organisation, percent=50, seed=seed, started_at=NOW)


def held_case(survey, **fields):
    response = answer(survey, **fields)
    setting_that(survey, response, held=True)
    return triage_response(response_id=response.pk, now=NOW)


def test_it_is_off_until_somebody_switches_it_on(acme, survey, olga):
    assert triage_response(response_id=answer(survey).pk, now=NOW).lot == ""
    set_hold_out(organisation=acme, percent=20, by=olga, now=NOW)
    assert HoldOut.objects.of(acme).get().percent == 20
    set_hold_out(organisation=acme, percent=0, by=olga, now=NOW)
    assert not HoldOut.objects.of(acme).exists()
    assert Event.objects.of(acme).filter(verb="hold_out.saved").count() == 2


def test_a_held_case_is_nobodys_without_clocks_and_without_a_mail(survey):
    case = held_case(survey)
    assert (case.lot, case.is_held, case.owner, case.due_at, case.notice_at) == (
        "held",
        True,
        None,
        None,
        None,
    )
    assert not OutboundMessage.objects.exists()
    assert not Case.objects.of(case.organisation).open().exists()


def test_the_other_arm_is_worked_as_ever_and_marked(survey, olga):
    response = answer(survey)
    setting_that(survey, response, held=False)
    case = triage_response(response_id=response.pk, now=NOW)
    assert (case.lot, case.is_held, case.owner) == ("worked", False, olga)


@pytest.mark.parametrize(
    "fields", [{"wants_contact": True}, {"score": 8, "wants_contact": True}, {"contact": None}]
)
def test_the_lot_keeps_away_from(survey, fields):
    response = answer(survey, **fields)
    setting_that(survey, response, held=True)
    case = triage_response(response_id=response.pk, now=NOW)
    assert (case.lot, case.is_held) == ("", False)


def test_what_a_rule_keeps_out_and_who_had_a_case_lately_is_not_drawn(acme, survey):
    response = answer(survey)
    setting_that(survey, response, held=True)
    rule = factories.opening_rule(acme, is_exempt=True)
    assert lot_for(response, rule, now=NOW) == ""
    rule.is_exempt, rule.conditions = False, {"value": ["spent", "1000"]}
    assert lot_for(response, rule, now=NOW) == ""
    rule.conditions = {"score": [0, 4]}
    assert lot_for(response, rule, now=NOW) == "held"
    factories.case(factories.response(survey, 1, contact=response.contact, at=NOW - 200 * DAY))
    assert lot_for(response, rule, now=NOW) == ""


def test_the_lot_follows_from_the_seed_and_draws_its_share(acme, survey):
    HoldOut.objects.create(organisation=acme, percent=20, seed=7, started_at=NOW)
    contact = factories.contact(acme)
    rows = [Response(pk=pk, organisation=acme, score=2, contact=contact) for pk in range(1, 401)]
    drawn = [lot_for(row, None, now=NOW) for row in rows]
    assert drawn == [lot_for(row, None, now=NOW) for row in rows]
    assert 55 <= drawn.count("held") <= 105  # 80 expected
    assert set(drawn) == {"held", "worked"}


def test_nobody_works_it_by_mistake(survey, olga):
    case = held_case(survey)
    cause, remedy = factories.cause(case.organisation), factories.remedy(case.organisation)
    with pytest.raises(CaseHeld):
        close_case(
            case=case, cause=cause, remedy=remedy, outcome=Case.Outcome.RESOLVED, note="x", by=olga, now=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.of(case.organisation).filter(pk=case.pk).update(owner=olga)


def test_taken_out_with_a_reason_it_has_clocks_and_keeps_its_arm(survey, stan):
    case = held_case(survey)
    out = take_out_case(case=case, reason="A friend of the house", by=stan, now=NOW)
    assert (out.owner, out.is_held, out.lot) == (stan, False, "held")
    assert out.due_at is not None
    assert out.events.get(kind="taken_out").text == "A friend of the house"
    assert lot_state(out.organisation, now=NOW).taken_out == 1
    with pytest.raises(NotHeld):
        take_out_case(case=case, reason="Again", by=stan, now=NOW)


def test_who_asks_to_be_contacted_later_is_taken_care_of_at_once(survey, olga):
    case = held_case(survey)
    Response.objects.of(case.organisation).update(wants_contact=True, triaged_at=None)
    triage_response(response_id=case.response_id, now=NOW + DAY)
    case.refresh_from_db()
    assert (case.is_held, case.owner) == (False, olga)
    assert OutboundMessage.objects.get().recipient == olga.email


def test_both_arms_are_asked_again(survey):
    """One of them is never closed: it is asked a week and the days of the asking rules after it was opened."""
    response = answer(survey, at=NOW - 37 * DAY, triaged_at=NOW)
    case = open_case(response=response, owner=None, now=NOW - 37 * DAY, lot="held")
    assert look_again(organisation=survey.organisation, now=NOW - DAY) == 0
    assert look_again(organisation=survey.organisation, now=NOW) == 1
    assert look_again(organisation=survey.organisation, now=NOW) == 0
    assert SecondLook.objects.of(survey.organisation).get().case == case
