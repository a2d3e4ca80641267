"""From an answer to the right person: the first rule that fits, its team, its clocks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from delivery.models import OutboundMessage
from followup.actions.close_case import close_case
from followup.actions.share_out import share_out
from followup.actions.triage_response import triage_response
from followup.models import Case
from followup.queries.opening import rules_of, try_rules
from responses.models import Response
from tests import factories

NOW = timezone.now()


@pytest.fixture
def survey(acme, stan):
    return factories.survey(acme, owner=stan)


def triage(response, now=NOW):
    return triage_response(response_id=response.pk, now=now)


def test_the_first_rule_that_fits_wins(acme, survey, olga, mark):
    factories.opening_rule(acme, name="Second", position=2, owner=olga, conditions={"score": [0, 10]})
    first = factories.opening_rule(acme, name="First", position=1, owner=mark, first_contact="1h")
    case = triage(factories.response(survey, 2))
    assert (case.rule, case.owner, case.first_contact, case.resolution) == (first, mark, "1h", "5d")
    happy = triage(factories.response(survey, 9))
    assert (happy.rule.name, happy.owner) == ("Second", olga)


def test_without_a_rule_that_fits_all_is_as_before(acme, survey, stan):
    factories.opening_rule(acme, conditions={"keyword": "caja"})
    case = triage(factories.response(survey, 5))
    assert (case.rule, case.owner) == (None, stan)
    assert triage(factories.response(survey, 8)) is None


def test_a_segment_is_asked_about_the_person(acme, survey, olga):
    segment = factories.segment(acme, rules=[{"field": "property:plan", "operator": "is", "value": "gold"}])
    factories.opening_rule(acme, owner=olga, conditions={"segment": segment.pk})
    gold = factories.contact(acme, email="gold@example.com", properties={"plan": "gold"})
    assert triage(factories.response(survey, 9, contact=gold)).owner == olga
    assert (
        triage(factories.response(survey, 9, contact=factories.contact(acme, email="x@example.com"))) is None
    )
    segment.delete()
    assert triage(factories.response(survey, 9, contact=gold)) is None


def test_a_team_takes_turns(acme, survey, olga, mark, stan):
    factories.opening_rule(acme, team=factories.team(acme, olga, mark, stan))
    owners = [triage(factories.response(survey, 1)).owner for _ in range(4)]
    assert len(set(owners[:3])) == 3
    assert owners[3] == owners[0]


def test_a_team_gives_to_whoever_is_least_busy(acme, survey, mark, stan):
    team = factories.team(acme, mark, stan, share="least_busy")
    factories.opening_rule(acme, team=team)
    factories.case(factories.response(survey, 2), mark)
    assert triage(factories.response(survey, 1)).owner == stan
    assert triage(factories.response(survey, 1)).team == team


def test_whoever_may_not_work_gets_nothing(acme, survey, vera, stan):
    team = factories.team(acme, vera)
    assert share_out(team=team) is None
    factories.opening_rule(acme, team=team)
    assert triage(factories.response(survey, 1)).owner == stan


def test_an_unhappy_change_opens_a_closed_case_again(acme, survey, stan):
    response = factories.response(survey, 2)
    case = triage(response)
    close_case(
        case=case,
        cause=factories.cause(acme),
        remedy=factories.remedy(acme),
        outcome=Case.Outcome.RESOLVED,
        note="Done",
        by=stan,
        now=NOW,
    )
    later = NOW + timedelta(days=1)
    Response.objects.filter(pk=response.pk).update(score=9, triaged_at=None)
    triage(response, later)
    assert not Case.objects.get().is_open
    Response.objects.filter(pk=response.pk).update(score=4, triaged_at=None)
    triage(response, later)
    case = Case.objects.get()
    assert (case.is_open, case.clock_from) == (True, later)
    assert [event.kind for event in case.events.order_by("pk")] == [
        "opened",
        "closed",
        "answer_changed",
        "answer_changed",
        "reopened",
    ]
    assert OutboundMessage.objects.filter(dedup_key__contains=":again:", recipient=stan.email).count() == 1


def test_trying_the_rules_writes_nothing(acme, survey, olga):
    rule = factories.opening_rule(acme, owner=olga)
    for score in (9, 5, 1):
        factories.response(survey, score, at=NOW - timedelta(hours=score))
    tried = try_rules(acme, rules_of(acme))
    assert [(one.rule, one.opens) for one in tried] == [(rule, True), (None, True), (None, False)]
    assert not Case.objects.exists()
