import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


@pytest.fixture
def case(acme, survey, stan):
    ana = factories.contact(acme, name="Ana López")
    return factories.case(factories.response(survey, 2, comment="Cold food", contact=ana), stan)


def address(name="cases", query=""):
    return reverse(f"followup:{name}", kwargs={"org": "acme"}) + query


@pytest.mark.parametrize(
    ("who", "status"), [("olga", 200), ("mark", 200), ("stan", 200), ("vera", 403), ("xena", 404)]
)
@pytest.mark.parametrize("name", ["cases", "case_list"])
def test_who_may_see_the_list(client_of, case, request, name, who, status):
    assert client_of(request.getfixturevalue(who)).get(address(name)).status_code == status


@pytest.mark.parametrize("name", ["cases", "case_list"])
def test_signed_out(client, case, name):
    response = client.get(address(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_list_and_the_first_case_beside_it(client_of, case, stan):
    html = client_of(stan).get(address()).content.decode()
    assert "Ana López answered 2" in html
    assert "Due in" in html
    assert html.count("Cold food") == 3  # in the list, in the case, and among all that happened with Ana


def test_in_spanish(client_of, case, stan):
    html = client_of(stan).get(address(), headers={"accept-language": "es"}).content.decode()
    for words in ("Ana López respondió 2", "Míos", "Sin asignar", "Persona a cargo"):
        assert words in html


@pytest.mark.parametrize("tab", ["mine", "unassigned", "overdue", "open", "closed"])
def test_an_empty_tab_says_so(client_of, acme, stan, tab):
    response = client_of(stan).get(address(query=f"?tab={tab}"))
    assert response.status_code == 200
    assert "empty" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=-1", "?page=abc", "?page=99999999999999", "?tab=%00", "?tab=x&page=²"]
)
def test_odd_addresses_show_the_list(client_of, case, stan, query):
    assert client_of(stan).get(address(query=query)).status_code == 200
    assert client_of(stan).get(address("case_list", query)).status_code == 200


def test_a_longer_list_asks_the_database_no_more(client_of, acme, survey, stan, case):
    client = client_of(stan)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(address())
        return len(queries)

    before = count()
    for score in (1, 2):
        factories.case(factories.response(survey, score, contact=factories.contact(acme)), stan)
    assert count() == before


def test_the_list_refreshes_only_when_it_looks_different(client_of, case, survey, stan):
    client = client_of(stan)
    first = client.get(address("case_list", "?tab=mine"))
    digest = first.context["digest"]
    again = f"?tab=mine&digest={digest}"
    assert client.get(address("case_list", again)).status_code == 204
    factories.case(factories.response(survey, 0, at=timezone.now()), stan)
    changed = client.get(address("case_list", again))
    assert changed.status_code == 200
    assert changed.content.decode().lstrip().startswith('<div id="case-list"')
    assert 'id="case-tabs" hx-swap-oob="true"' in changed.content.decode()
