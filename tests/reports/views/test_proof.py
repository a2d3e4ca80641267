"""/o/<org>/proof/: does it help."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from followup.models import Case, CaseEvent
from reports.queries.case_work import causes, first_contact
from reports.queries.proof import Compare, proof
from tests import factories

NOW = timezone.now()
DAY = timedelta(days=1)
LONG_AGO = NOW - 200 * DAY
URL = "/o/acme/proof/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def customer(survey, *, reached=None, score=3, at=LONG_AGO, then=None, does=(), **fields):
    """A case; `reached` so long after it was opened, `then` the later answer, `does` events on these days."""
    contact = factories.contact(survey.organisation)
    case = factories.case(
        factories.response(survey, score, contact=contact, at=at, triaged_at=at),
        owner=survey.detractor_owner,
        **fields,
    )
    if reached is not None:
        CaseEvent.objects.create(
            organisation=survey.organisation, case=case, kind=CaseEvent.Kind.CONTACTED, at=at + reached
        )
    if then is not None:
        factories.response(survey, then, contact=contact, at=at + 40 * DAY, triaged_at=NOW)
    for name, day in does:
        factories.customer_event(contact, f"{name}-{case.pk}-{day}", name=name, occurred_at=at + day * DAY)
    return case


def world(survey, stayed, of=60):
    """Of so many reached and as many not reached, these stayed."""
    for reached, number in zip((DAY, None), stayed, strict=True):
        for place in range(of):
            customer(survey, reached=reached, does=[("renewal", 60)] if place < number else [])


def words(client, language="en", query=""):
    client.cookies["django_language"] = language
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def respect(found, key):
    return {one.key: one.judged for one in found.respects}[key]


def test_45_of_60_against_30_of_60_who_stay_is_proven(acme, survey, olga, client_of):
    world(survey, (45, 30))
    stayed = respect(proof(acme, now=NOW), "stayed")
    assert (stayed.first.did, stayed.first.n, stayed.second.did, stayed.second.n) == (45, 60, 30, 60)
    assert stayed.proven
    said = words(client_of(olga))
    assert "It seems to help: the first group fares better" in said
    assert "45 of 60" in said
    assert "scores rise by themselves" in said
    assert "Parece que sirve: al primer grupo le va mejor" in words(client_of(olga), "es")


def test_45_against_38_is_not_proven(acme, survey, olga, client_of):
    world(survey, (45, 38))
    assert not respect(proof(acme, now=NOW), "stayed").proven
    assert "Not proven: with these customers, what you see can be chance." in words(client_of(olga))


def test_most_answer_better_in_both_groups_and_nothing_is_claimed(acme, survey, olga, client_of):
    for reached in (DAY, None):
        for place in range(20):
            customer(survey, reached=reached, then=8 if place < 12 else 4)
    found = proof(acme, now=NOW)
    assert not found.helps
    assert (found.by_itself.did, found.by_itself.n) == (12, 20)
    said = words(client_of(olga))
    assert "Not proven" in said
    assert "12 of the 20 whom nobody reached and who answered again are no longer detractors" in said


def test_what_counts_as_reached(acme, survey):
    customer(survey, reached=13 * DAY)
    customer(survey, reached=15 * DAY)  # too late: by then much has happened by itself
    closed = customer(survey)
    ways = ((closed, "resolved"), (customer(survey), "no_contact"), (customer(survey), "no_action"))
    for case, outcome in ways:
        CaseEvent.objects.create(
            organisation=acme, case=case, kind="closed", at=LONG_AGO + DAY, data={"outcome": outcome}
        )
    found = proof(acme, now=NOW)
    assert (found.first.n, found.second.n) == (2, 3)


def test_fast_against_late(acme, survey):
    customer(survey, reached=timedelta(hours=5))
    customer(survey, reached=5 * DAY)
    customer(survey)
    found = proof(acme, now=NOW, compare=Compare.FAST)
    assert (found.first.n, found.second.n) == (1, 1)


def test_only_detractors_with_a_name_whose_two_weeks_are_over(acme, survey):
    customer(survey, score=9)
    customer(survey, at=NOW - 10 * DAY)
    customer(survey, at=NOW - 800 * DAY)
    factories.case(factories.response(survey, 1, at=LONG_AGO))
    assert proof(acme, now=NOW).n == 0


def test_purchases_in_90_and_180_days_after_the_two_weeks(acme, survey):
    customer(survey, reached=DAY, does=[("purchase", 5)])  # before: not counted
    customer(survey, reached=DAY, does=[("purchase", 60)])
    customer(survey, reached=DAY, does=[("purchase", 150)])
    customer(survey, reached=DAY, does=[("purchase", 60)], at=NOW - 100 * DAY)  # its 180 days are not over
    found = proof(acme, now=NOW)
    assert [one.key for one in found.respects] == ["better", "stayed", "bought_90", "bought_180"]
    ninety, half_year = respect(found, "bought_90").first, respect(found, "bought_180").first
    assert (ninety.did, ninety.n) == (2, 4)
    assert (half_year.did, half_year.n) == (2, 3)


def test_without_events_there_is_no_line_about_them(acme, survey):
    customer(survey, then=9)
    assert [one.key for one in proof(acme, now=NOW).respects] == ["better"]


def test_first_contact_after_1_20_and_60_hours_is_2_of_3_on_time(acme, survey, olga, client_of):
    for hours in (1, 20, 60):
        at = NOW - 30 * DAY
        hour = timedelta(hours=1)
        customer(survey, at=at, contact_due_at=at + 24 * hour, contacted_at=at + hours * hour)
    customer(survey, at=NOW, contact_due_at=NOW + DAY)  # still has time
    found = first_contact(acme, now=NOW)
    assert (found.in_time.did, found.in_time.n, found.median_hours) == (2, 3, 20)
    said = words(client_of(olga))
    assert "2 of 3 on time." in said
    assert "within 20 hours" in said


def test_people_stand_in_alphabetical_order_and_only_proof_separates_them(acme, survey, stan, mark):
    def cases(owner, met, missed):
        for in_time in [True] * met + [False] * missed:
            case = customer(survey, at=NOW - 30 * DAY, contact_due_at=NOW - 29 * DAY)
            when = NOW - 30 * DAY if in_time else None
            Case.objects.filter(pk=case.pk).update(owner=owner, contacted_at=when)

    cases(stan, 8, 4)
    cases(mark, 7, 5)
    assert [worker.name for worker in first_contact(acme, now=NOW).workers] == ["Mark", "Stan"]
    assert first_contact(acme, now=NOW).differing == []
    cases(stan, 30, 0)
    cases(mark, 0, 30)
    assert len(first_contact(acme, now=NOW).differing) == 2


def closed(cause, remedy):
    return {
        "closed_at": NOW - DAY,
        "cause": cause,
        "remedy": remedy,
        "outcome": "resolved",
        "closing_note": "Sent again",
    }


def test_causes_the_most_frequent_first_with_intervals(acme, survey, olga, client_of):
    remedy = factories.remedy(acme)
    for name, number in (("Price", 1), ("Late delivery", 3)):
        cause = factories.cause(acme, name)
        for _ in range(number):
            customer(survey, **closed(cause, remedy))
    found = causes(acme, now=NOW)
    assert [(one.name, one.n, one.percent, one.together) for one in found] == [
        ("Late delivery", 3, 75, 75),
        ("Price", 1, 25, 100),
    ]
    assert "30 … 95" in words(client_of(olga))


def test_nothing_yet(acme, vera, client_of):
    assert "Nothing to compare yet" in words(client_of(vera))


def test_strangers_and_another_organisations_cases(acme, survey, xena, other, client_of):
    customer(survey)
    assert client_of(xena).get(URL).status_code == 404
    assert Client().get(URL).status_code == 302
    assert proof(other, now=NOW).n == 0


def test_as_many_queries_for_one_case_as_for_three(acme, survey, olga, client_of):
    client = client_of(olga)
    cause, remedy = factories.cause(acme), factories.remedy(acme)

    def queries():
        client.get(URL)
        with CaptureQueriesContext(connection) as made:
            client.get(URL)
        return len(made)

    def add():
        customer(survey, reached=DAY, then=8, does=[("purchase", 60)], contact_due_at=LONG_AGO,
                 **closed(cause, remedy))  # fmt: skip

    add()
    once = queries()
    add()
    add()
    assert queries() == once
