"""The list of answers and the page of one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from responses.actions.record_answer import record_answer
from tests import factories


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana Ríos", properties={"branch": "Centro"})


def test_who_may_read_answers(client_of, client, acme, survey, olga, mark, stan, vera, xena):
    answer = factories.response(survey, 3, comment="canario")
    for path in ("/o/acme/responses/", f"/o/acme/responses/{answer.pk}/"):
        expected = {olga: 200, mark: 200, stan: 200, vera: 403, xena: 404}
        assert {user: client_of(user).get(path).status_code for user in expected} == expected
        assert client.get(path).status_code == 302
    assert client_of(xena).get(f"/o/other/responses/{answer.pk}/").status_code == 404
    assert "canario" not in client_of(xena).get("/o/other/responses/").content.decode()


def test_filters_are_in_the_address(client_of, olga, survey, ana):
    factories.response(survey, 2, comment="lento el envío", contact=ana)
    factories.response(survey, 9, comment="rápido", channel="link", at=timezone.now() - timedelta(days=200))
    client = client_of(olga)

    def found(query):
        page = client.get(f"/o/acme/responses/?{query}").content.decode()
        return ("lento" in page, "rápido" in page)

    assert found("") == (True, True)
    assert found("group=detractor") == (True, False)
    assert found("channel=link") == (False, True)
    assert found("period=90d") == (True, False)
    assert found("q=ENV%C3%8DO") == (True, False)
    assert found(f"survey={survey.pk}") == (True, True)
    assert client.get("/o/acme/responses/?group=angry").status_code == 422


def test_search_takes_signs_literally(client_of, olga, survey):
    factories.response(survey, 2, comment="100 % malo")
    factories.response(survey, 2, comment="normal")
    page = client_of(olga).get("/o/acme/responses/?q=%25").content.decode()
    assert "malo" in page
    assert "normal" not in page


def test_pages_lead_forth_and_back_without_loss(client_of, olga, survey):
    moment = timezone.now()
    for number in range(65):  # all in one moment: only the id tells them apart
        factories.response(survey, 9, comment=f"c{number:02}.", at=moment)
    client, seen, query = client_of(olga), [], ""
    pages = []
    while True:
        response = client.get(f"/o/acme/responses/{query}")
        pages.append(query)
        seen += [row.comment for row, *_ in response.context["rows"]]
        if not response.context["older"]:
            break
        query = response.context["older"]
    assert seen == [f"c{number:02}." for number in reversed(range(65))]
    back = client.get(f"/o/acme/responses/{response.context['newer']}")
    assert [row.comment for row, *_ in back.context["rows"]] == seen[30:60]
    first = client.get(f"/o/acme/responses/{back.context['newer']}")
    assert [row.comment for row, *_ in first.context["rows"]] == seen[:30]
    assert not first.context["newer"]


@pytest.mark.parametrize("cursor", ["x", "1-", "-1", "9" * 40 + "-1", "1-" + "9" * 30, "%00"])
def test_bad_cursor_shows_the_first_page(client_of, olga, survey, cursor):
    factories.response(survey, 9)
    assert client_of(olga).get(f"/o/acme/responses/?before={cursor}").status_code == 200


def test_list_costs_the_same_for_one_and_three(client_of, acme, olga, survey):
    client, counts = client_of(olga), []
    for _ in range(2):
        for number in range(2 * len(counts) + 1):
            factories.case(factories.response(survey, number, contact=factories.contact(acme)))
        with CaptureQueriesContext(connection) as queries:
            client.get("/o/acme/responses/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_page_of_an_answer_shows_its_history_and_wording(client_of, olga, survey, ana):
    invitation = factories.invitation(survey, ana)
    now = timezone.now()
    for score, comment in ((2, "primero <b>"), (8, "después")):
        answer = record_answer(invitation=invitation, score=score, comment=comment, language="es", now=now)
    page = client_of(olga).get(f"/o/acme/responses/{answer.pk}/").content.decode()
    for text in ("primero &lt;b&gt;", "después", "Ana Ríos", "Centro", "¿Qué tan probable"):
        assert text in page


def test_empty_list_says_what_to_do(client_of, olga):
    assert "/o/acme/surveys/" in client_of(olga).get("/o/acme/responses/").content.decode()


def test_words_are_found_with_and_without_accents(client_of, acme, olga):
    survey = factories.survey(acme, owner=olga)
    factories.response(survey, 3, comment="Me dieron el CAFÉ, frío (otra vez)")
    client = client_of(olga)
    for words in ("cafe frio", "café", "FRÍO (otra", "Cafe"):
        page = client.get("/o/acme/responses/", {"q": words}).content.decode()
        assert page.count('id="answer-') == 1, words
    assert 'id="answer-' not in client.get("/o/acme/responses/", {"q": "caf."}).content.decode()
