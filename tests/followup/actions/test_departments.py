"""Whose business a case is: by the customer's property, by its cause, and in whose inbox and digest it stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from delivery.models import OutboundMessage
from followup.actions.close_case import close_case
from followup.actions.hand_over import hand_over
from followup.actions.name_cause import name_cause
from followup.actions.set_department_property import set_department_property
from followup.actions.set_departments import set_departments
from followup.actions.triage_response import triage_response
from followup.models import Case
from followup.queries.case_detail import case_detail
from followup.queries.departments import departments_of
from followup.queries.inbox import inbox
from reports.actions.mail_digest import mail_digest
from reports.queries.subscriptions import usual_subscription
from tests import factories

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def survey(acme, olga):
    set_department_property(organisation=acme, name="branch", by=olga, now=NOW)
    return factories.survey(acme, owner=olga)


def case_of(survey, branch, **fields):
    answer = factories.response(survey, 2, properties={"branch": branch}, **fields)
    return triage_response(response_id=answer.pk, now=NOW)


def belongs(acme, user, *names):
    member = Membership.objects.of(acme).get(user=user)
    return set_departments(member=member, names=names, by=user, now=NOW)


def routed(acme, routing, **to):
    cause = factories.cause(acme, "Late delivery")
    cause.routing = routing
    for name, value in to.items():
        setattr(cause, name, value)
    cause.save()
    return cause


def test_a_new_case_is_its_departments(acme, survey, olga):
    assert case_of(survey, "Norte").department == "Norte"
    belongs(acme, olga, "Sur")
    assert departments_of(acme) == ["Norte", "Sur"]


def test_choosing_the_property_sorts_open_cases_and_without_one_there_are_none(acme, survey, olga):
    case = case_of(survey, "Norte", channel="email")
    set_department_property(organisation=acme, name="plan", by=olga, now=NOW)
    case.refresh_from_db()
    assert case.department == ""
    set_department_property(organisation=acme, name="branch", by=olga, now=NOW)
    case.refresh_from_db()
    assert case.department == "Norte"
    set_department_property(organisation=acme, name="", by=olga, now=NOW)
    assert departments_of(acme) == []


def test_the_inbox_begins_with_ones_own_department(acme, survey, olga, stan):
    north, south = case_of(survey, "Norte"), case_of(survey, "Sur")
    Case.objects.of(acme).filter(pk=south.pk).update(owner=stan)
    belongs(acme, stan, "Norte")

    def shown(tab, department=""):
        listed = inbox(acme, stan, tab, 1, NOW, department=department)
        return {row.case_id for row in listed.rows}, listed.counts["open"]

    assert shown("open") == ({north.pk}, 1)
    assert shown("open", "*") == ({north.pk, south.pk}, 2)
    assert shown("open", "Sur") == ({south.pk}, 1)
    assert shown("mine")[0] == {south.pk}  # one's own cases are never left out


def test_a_cause_hands_the_case_over_and_that_is_one_transfer_more(acme, survey, olga, stan):
    logistics = factories.team(acme, stan, name="Logistics")
    cause = routed(acme, "auto", to_team=logistics, to_department="Logistics")
    case = case_of(survey, "Norte")
    name_cause(case=case, cause=cause, by=olga, now=NOW)
    case.refresh_from_db()
    assert (case.department, case.team, case.owner, case.cause) == ("Logistics", logistics, stan, cause)
    case = Case.objects.of(acme).select_related("response", "survey", "cause", "contact").get(pk=case.pk)
    detail = case_detail(case, olga, NOW)
    assert detail.transfers == 1
    assert OutboundMessage.objects.filter(recipient=stan.email).exists()
    assert name_cause(case=case, cause=cause, by=olga, now=NOW) is None


def test_a_suggestion_waits_for_a_hand(acme, survey, olga, stan):
    cause = routed(acme, "suggest", to_department="Sur")
    belongs(acme, stan, "Sur")
    case = case_of(survey, "Norte")
    name_cause(case=case, cause=cause, by=olga, now=NOW)
    case.refresh_from_db()
    assert (case.department, case.owner) == ("Norte", olga)
    assert case_detail(case, olga, NOW).hand_over_to == "Sur"
    assert hand_over(case=case, by=olga, now=NOW)
    case.refresh_from_db()
    assert (case.department, case.owner) == ("Sur", stan)
    assert not hand_over(case=case, by=olga, now=NOW)


def test_where_nobody_there_can_work_it_stays_with_whoever_has_it(acme, survey, olga, vera):
    belongs(acme, vera, "Sur")  # a viewer
    case = case_of(survey, "Norte")
    name_cause(case=case, cause=routed(acme, "auto", to_department="Sur"), by=olga, now=NOW)
    case.refresh_from_db()
    assert (case.department, case.owner) == ("Sur", olga)


def test_a_case_with_a_cause_is_closed_as_any_other(acme, survey, olga):
    case, cause = case_of(survey, "Norte"), factories.cause(acme)
    name_cause(case=case, cause=cause, by=olga, now=NOW)
    closed = close_case(
        case=case, cause=cause, remedy=factories.remedy(acme), outcome=Case.Outcome.RESOLVED, note="x", by=olga,
        now=NOW,
    )  # fmt: skip
    assert closed.cause == cause


def test_the_digest_of_a_department_tells_of_its_unhappy_customers(acme, survey, olga, vera, stan):
    monday = timezone.now().astimezone(acme.zone).replace(hour=7, minute=30)
    monday -= timedelta(days=monday.weekday())
    contact = factories.contact(acme, name="Ana")
    at = monday - 2 * DAY
    answer = factories.response(
        survey, 2, properties={"branch": "Sur"}, contact=contact, comment="Tarde", at=at
    )
    triage_response(response_id=answer.pk, now=at)
    for user in (vera, stan):
        member = belongs(acme, user, "Sur")
        usual = usual_subscription(member)
        assert (usual.digest, usual.group_by, usual.group) == ("weekly", "branch", "Sur")
    for_vera, for_stan = (
        mail_digest(
            member=Membership.objects.select_related("organisation", "user").get(user=user), now=monday
        )
        for user in (vera, stan)
    )
    assert "Sur: 1 new case; open 1, overdue" in for_vera.payload["text"]
    assert "Ana" not in for_vera.payload["text"]  # a viewer sees no names
    assert "- 2, Ana: Tarde" in for_stan.payload["text"]
    assert "Ana" in for_stan.payload["html"]
