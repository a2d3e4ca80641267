"""/o/<org>/settings/departments/, and naming the cause of an open case."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from followup.models import Case
from tests import factories

URL = "/o/acme/settings/departments/"
NOW = timezone.now()


@pytest.fixture
def survey(acme, olga):
    acme.department_property = "branch"
    acme.save()
    return factories.survey(acme, owner=olga)


def a_case(survey, branch="Norte", owner=None):
    contact = factories.contact(survey.organisation, properties={"branch": branch})
    answer = factories.response(survey, 2, contact=contact, properties={"branch": branch}, triaged_at=NOW)
    return factories.case(answer, owner, department=branch)


def words(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def at(case, deed, org="acme"):
    return reverse(f"followup:{deed}", kwargs={"org": org, "case_id": case.pk})


@pytest.mark.parametrize(
    ("who", "status"), [("olga", 200), ("mark", 403), ("stan", 403), ("vera", 403), ("xena", 404)]
)
def test_who_may(client_of, acme, request, olga, who, status):
    client = client_of(request.getfixturevalue(who))
    assert client.get(URL).status_code == status
    member = Membership.objects.of(acme).get(user=olga)
    assert client.get(f"{URL}{member.pk}/").status_code == status


def test_signed_out(client, acme):
    assert client.get(URL)["Location"].startswith(reverse("account_login"))


def test_choose_the_property_and_who_belongs_to_what(client_of, acme, olga, stan):
    factories.contact(acme, properties={"branch": "Norte"})
    client = client_of(olga)
    assert client.post(URL, {"name": "moon"}).status_code == 422
    client.post(URL, {"name": "branch"})
    survey = factories.survey(acme)
    a_case(survey, "Norte")
    assert "Norte" in words(client.get(URL))
    member = Membership.objects.of(acme).get(user=stan)
    assert client.post(f"{URL}{member.pk}/", {"departments": ["Moon"]}).status_code == 422
    client.post(f"{URL}{member.pk}/", {"departments": ["Norte"]})
    assert "Stan Norte" in words(client.get(URL))
    page = client_of(stan).get("/o/acme/dashboard/").content.decode()
    assert 'href="?prop_branch=Norte"' in page


def test_a_property_that_no_contact_has_is_kept_with_a_warning(client_of, acme, olga):
    acme.department_property = "branch"
    acme.save()
    client = client_of(olga)
    page = client.post(URL, {"name": "branch"}, follow=True)
    assert "Saved. But no contact has the property “branch”" in words(page)
    acme.refresh_from_db()
    assert acme.department_property == "branch"
    factories.contact(acme, properties={"branch": "Norte"})
    page = client.post(URL, {"name": "branch"}, follow=True)
    assert "But no contact" not in words(page)
    assert "But no contact" not in words(client.post(URL, {"name": ""}, follow=True))


def test_anothers_member_is_not_found(client_of, acme, other, xena, olga):
    member = Membership.objects.of(acme).get(user=olga)
    assert client_of(xena).get(f"/o/other/settings/departments/{member.pk}/").status_code == 404


def test_the_list_is_filtered_by_the_address_and_keeps_it(client_of, survey, olga):
    a_case(survey, "Norte"), a_case(survey, "Sur")
    client = client_of(olga)
    assert "All 2 Closed" in words(client.get("/o/acme/cases/?tab=open"))
    page = client.get("/o/acme/cases/?tab=open&department=Sur")
    assert "All 1 Closed" in words(page)
    assert "tab=closed&amp;department=Sur" in page.content.decode()


def test_naming_the_cause_offers_to_hand_the_case_over(client_of, acme, survey, stan, mark):
    case, cause = a_case(survey, owner=stan), factories.cause(acme)
    client = client_of(stan)
    refused = client.post(at(case, "case_cause"), {"cause-cause": "Moon", "seen": "0"})
    assert refused.status_code == 422
    team = factories.team(acme, mark, name="Logistics")
    cause.routing, cause.to_team = "suggest", team
    cause.save()
    client.post(at(case, "case_cause"), {"cause-cause": cause.name, "seen": "0"})
    page = words(client.get(f"/o/acme/cases/{case.pk}/"))
    assert "Cases with the cause “Late delivery” belong to Logistics." in page
    assert "Stan named the cause: Late delivery." in page
    client.post(at(case, "case_hand_over"))
    case.refresh_from_db()
    assert (case.owner, case.team) == (mark, team)


def test_a_cause_with_a_way_needs_somewhere_to_go(client_of, acme, olga):
    client = client_of(olga)
    causes = reverse("followup:causes", kwargs={"org": "acme"})
    refused = client.post(causes, {"name": "Late", "routing": "auto"})
    assert refused.status_code == 422
    assert "Say to which team or department." in words(refused)
    team = factories.team(acme, olga)
    client.post(causes, {"name": "Late", "routing": "auto", "to_team": team.pk})
    assert "→ Service" in words(client.get(causes))


def test_strangers_and_viewers(client_of, acme, survey, xena, vera):
    case = a_case(survey)
    for deed in ("case_cause", "case_hand_over"):
        assert client_of(xena).post(at(case, deed)).status_code == 404
        assert client_of(xena).post(at(case, deed, "other")).status_code == 404
        assert client_of(vera).post(at(case, deed)).status_code == 403
    assert Case.objects.of(acme).get().cause is None


def test_as_many_queries_for_one_department_as_for_three(client_of, acme, survey, olga):
    client = client_of(olga)

    def queries():
        client.get(URL)
        with CaptureQueriesContext(connection) as made:
            client.get(URL)
        return len(made)

    a_case(survey)
    once = queries()
    a_case(survey, "Sur"), a_case(survey, "Este")
    assert queries() == once
