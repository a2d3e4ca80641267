import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from followup.models import Case
from tests import factories

PATH = "/o/acme/cases/several/"


@pytest.fixture
def cases(acme, stan):
    survey = factories.survey(acme)
    return [factories.case(factories.response(survey, score), stan) for score in (1, 2, 3)]


@pytest.mark.parametrize(("who", "status"), [("olga", 200), ("stan", 200), ("vera", 403), ("xena", 404)])
def test_who_may(client_of, cases, request, who, status):
    client = client_of(request.getfixturevalue(who))
    assert client.get(PATH).status_code == status
    if status != 200:
        assert client.post(PATH, {"cases": [cases[0].pk]}).status_code == status


def test_signed_out(client, cases):
    assert client.get(PATH)["Location"].startswith(reverse("account_login"))


def test_assign_those_that_are_ticked(client_of, cases, stan, mark):
    chosen = [cases[0].pk, cases[2].pk]
    response = client_of(stan).post(
        PATH + "?tab=mine", {"cases": chosen, "owner": mark.pk, "assign": "1"}, follow=True
    )
    assert "2 cases are assigned." in response.content.decode()
    assert set(Case.objects.filter(owner=mark).values_list("pk", flat=True)) == set(chosen)


def test_a_team_shares_them_out_and_nobody_is_a_choice(client_of, acme, cases, stan, mark):
    team = factories.team(acme, stan, mark)
    client = client_of(stan)
    every = [case.pk for case in cases]
    client.post(PATH, {"cases": every, "owner": f"team-{team.pk}", "assign": "1"})
    assert {Case.objects.filter(owner=user).count() for user in (stan, mark)} == {1, 2}
    client.post(PATH, {"cases": every, "owner": "nobody", "assign": "1"})
    assert Case.objects.filter(owner=None).count() == 3


def test_snooze_them_and_leave_out_what_was_closed_meanwhile(client_of, acme, cases, stan):
    survey = cases[0].survey
    kept = factories.case(factories.response(survey, 0), stan)
    Case.objects.filter(pk=cases[0].pk).update(closed_at=timezone.now(), merged_into=kept)
    response = client_of(stan).post(
        PATH, {"cases": [case.pk for case in cases], "until": "1h", "snooze": "1"}, follow=True
    )
    html = response.content.decode()
    assert "2 cases are out of sight for now. The clocks go on." in html
    assert "1 case was closed meanwhile and stays as it is." in html
    assert Case.objects.filter(snoozed_until__gt=timezone.now()).count() == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"owner": "nobody"}, "Tick at least one case."),
        ({"cases": ["abc"], "owner": "nobody"}, "Select a valid choice"),
        ({"cases": ["ONE"]}, "Choose who is to be in charge."),
        ({"cases": ["ONE"], "owner": "99999"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_named_and_the_ticks_stay(client_of, cases, stan, typed, words):
    typed = {
        **typed,
        "cases": [cases[0].pk if t == "ONE" else t for t in typed.get("cases", [])],
        "assign": "1",
    }
    response = client_of(stan).post(PATH, typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    if cases[0].pk in typed["cases"]:
        assert f'value="{cases[0].pk}" checked' in html


def test_cases_of_others_are_not_touched(client_of, cases, xena, other, stan):
    theirs = factories.case(factories.response(factories.survey(other), 0), xena)
    client_of(stan).post(PATH, {"cases": [theirs.pk], "owner": "nobody", "assign": "1"})
    theirs.refresh_from_db()
    assert theirs.owner == xena


def test_ticking_all_and_a_constant_number_of_queries(client_of, cases, stan):
    client = client_of(stan)
    assert client.get(PATH + "?all=1").content.decode().count(" checked") == 3

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(PATH)
        return len(queries)

    before = count()
    factories.case(factories.response(cases[0].survey, 0), stan)
    assert count() == before
