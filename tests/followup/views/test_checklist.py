"""The first steps of new colleagues: done by doing, seen by whoever leads them."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from followup.actions.add_note import add_note
from followup.actions.assign_case import assign_case
from followup.actions.close_case import close_case
from followup.models import Case, CaseEvent
from followup.queries.checklist import team_checklists
from tests import factories

NOW = timezone.now()
HOME, TEAM, HIDE = "/o/acme/dashboard/", "/o/acme/cases/first-steps/", "/o/acme/cases/first-steps/hide/"
CARD = "Your first steps with cases"


@pytest.fixture
def case(acme, olga):
    return factories.case(factories.response(factories.survey(acme, owner=olga), 2, triaged_at=NOW))


def words(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.mark.parametrize(
    ("who", "team", "hide"),
    [("olga", 200, 302), ("mark", 200, 302), ("stan", 403, 302), ("vera", 403, 403), ("xena", 404, 404)],
)  # fmt: skip
def test_who_may(client_of, acme, request, who, team, hide):
    client = client_of(request.getfixturevalue(who))
    assert client.get(TEAM).status_code == team
    assert client.post(HIDE).status_code == hide


def test_signed_out(client, acme):
    assert client.get(TEAM)["Location"].startswith(reverse("account_login"))


def test_only_new_colleagues_see_them_on_their_first_page(client_of, acme, olga, stan, vera):
    assert CARD in words(client_of(stan).get(HOME))
    assert CARD not in words(client_of(olga).get(HOME))
    assert CARD not in words(client_of(vera).get(HOME))


def test_each_is_done_by_doing_it(client_of, acme, case, stan, olga):
    client = client_of(stan)
    assign_case(case=case, owner=stan, by=olga, now=NOW)  # given to him, not taken
    assert "0 of 5 done" in words(client.get(HOME))
    other = factories.case(factories.response(case.survey, 3, triaged_at=NOW))
    assign_case(case=other, owner=stan, by=stan, now=NOW)
    assert "1 of 5 done" in words(client.get(HOME))
    add_note(case=case, text="Called", by=stan, now=NOW)
    CaseEvent.objects.create(organisation=acme, case=case, kind="called", at=NOW, by=stan)
    assert "3 of 5 done" in words(client.get(HOME))
    cause, remedy = factories.cause(acme), factories.remedy(acme)
    close_case(
        case=case, cause=cause, remedy=remedy, outcome=Case.Outcome.RESOLVED, note="x", by=stan, now=NOW
    )
    assert CARD not in words(client.get(HOME))
    assert "Stan Done Done Done Done Done Complete" in words(client_of(olga).get(TEAM))


def test_put_away_it_stays_away_and_the_team_page_still_knows(client_of, acme, stan, olga):
    client = client_of(stan)
    assert client.post(HIDE)["Location"] == HOME
    client.post(HIDE)
    assert CARD not in words(client.get(HOME))
    assert "Stan Not yet Not yet Not yet Not yet Not yet 0 of 5" in words(client_of(olga).get(TEAM))


def test_nothing_of_another_organisation(acme, other, case, stan, xena):
    foreign = factories.case(factories.response(factories.survey(other), 2, triaged_at=NOW))
    CaseEvent.objects.create(organisation=other, case=foreign, kind="note", at=NOW, by=stan)
    assert [row.done for row in team_checklists(acme) if row.member.user == stan] == [0]


def test_as_many_queries_for_one_colleague_as_for_three(client_of, acme, olga):
    client = client_of(olga)

    def queries():
        client.get(TEAM)
        with CaptureQueriesContext(connection) as made:
            client.get(TEAM)
        return len(made)

    once = queries()
    for name in ("pia", "rosa"):
        factories.member(acme, name, Role.STAFF)
    assert queries() == once
