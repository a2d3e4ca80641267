import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from followup.models import Case
from tests import factories

CLOSING = {"cause": "Late delivery", "action": "Refunded", "outcome": "resolved", "note": "Money back"}
URL = "/api/v1/cases"


@pytest.fixture
def case(acme, stan):
    factories.cause(acme, "Late delivery")
    factories.remedy(acme, "Refunded")
    contact = factories.contact(acme, name="Ana", email="ana@example.com")
    return factories.case(
        factories.response(factories.survey(acme), 2, contact=contact, comment="Cold food"), stan
    )


@pytest.fixture
def call(client, acme, stan):
    cache.clear()

    def request(path="", body=None, scopes=("cases:read", "cases:write"), organisation=acme, by=stan):
        key = factories.api_key(organisation, scopes=list(scopes), created_by=by)
        headers = {"authorization": f"Bearer {key.text}"}
        if body is None:
            return client.get(f"{URL}{path}", headers=headers)
        return client.post(f"{URL}{path}", body, content_type="application/json", headers=headers)

    return request


def close(call, case, body=CLOSING, **more):
    return call(f"/{case.pk}/close", body, **more)


def fields(answer):
    return set(answer.json()["error"]["fields"])


def test_the_list_newest_first_in_pages(call, acme, stan, case, monkeypatch):
    monkeypatch.setattr("integrations.api_v1.cases.PAGE", 1)
    newer = factories.case(factories.response(factories.survey(acme), 3), stan)
    first = call().json()
    assert ([row["id"] for row in first["cases"]], first["before"]) == ([newer.pk], newer.pk)
    second = call(f"?before={newer.pk}").json()
    assert ([row["id"] for row in second["cases"]], second["before"]) == ([case.pk], None)
    assert second["cases"][0]["contact"]["email"] == "ana@example.com"


def test_the_list_by_state(call, case):
    assert len(call("?state=open").json()["cases"]) == 1
    assert call("?state=closed").json()["cases"] == []
    assert close(call, case).status_code == 200
    assert call("?state=open").json()["cases"] == []
    assert call("?state=closed").json()["cases"][0]["state"] == "closed"
    wrong = call("?state=odd&before=x")
    assert (wrong.status_code, fields(wrong)) == (422, {"state", "before"})


def test_as_many_queries_for_three_as_for_one(call, acme, stan, case):
    with CaptureQueriesContext(connection) as one:
        call()
    for score in (1, 3):
        factories.case(factories.response(factories.survey(acme), score), stan)
    with CaptureQueriesContext(connection) as three:
        call()
    assert len(one) == len(three)


def test_one_case_with_its_history(call, case):
    assert call(f"/{case.pk}/notes", {"text": "Called the shop"}).status_code == 201
    said = call(f"/{case.pk}").json()
    assert (said["comment"], said["state"], said["owner"]) == ("Cold food", "in_progress", case.owner.email)
    assert [(line["kind"], line["text"], line["by"]) for line in said["history"]] == [
        ("note", "Called the shop", case.owner.email)
    ]
    empty = call(f"/{case.pk}/notes", {"text": " "})
    assert (empty.status_code, fields(empty)) == (422, {"text"})


def test_closing_takes_all_four(call, case, stan):
    answer = close(call, case)
    assert answer.status_code == 200
    said = answer.json()
    told = (said["state"], said["cause"], said["action"], said["outcome"], said["note"])
    assert told == ("closed", "Late delivery", "Refunded", "resolved", "Money back")
    assert Case.objects.get().closed_by == stan
    assert close(call, case).status_code == 409


@pytest.mark.parametrize("missing", ["cause", "action", "outcome", "note"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_without_one_of_them_it_stays_open_and_the_field_is_named(call, case, missing, value):
    body = {name: text for name, text in CLOSING.items() if name != missing or value is not None}
    answer = close(call, case, body | ({} if value is None else {missing: value}))
    assert (answer.status_code, fields(answer)) == (422, {missing})
    assert Case.objects.get().is_open


def test_nothing_at_all_names_all_four_and_what_there_is_to_choose(call, case):
    assert fields(close(call, case, {})) == set(CLOSING)
    wrong = close(call, case, CLOSING | {"cause": "Weather", "extra": 1})
    assert "Late delivery" in wrong.json()["error"]["fields"]["cause"][0]
    assert fields(close(call, case, CLOSING | {"extra": 1})) == {"extra"}


def test_in_whose_name(call, case, olga, vera, xena):
    assert close(call, case, CLOSING | {"by": "nobody@example.com"}).status_code == 422
    assert fields(close(call, case, CLOSING | {"by": vera.email})) == {"by"}
    assert fields(close(call, case, CLOSING | {"by": xena.email})) == {"by"}
    assert fields(close(call, case, by=None)) == {"by"}
    assert close(call, case, CLOSING | {"by": olga.email.upper()}).status_code == 200
    assert Case.objects.get().closed_by == olga


def test_a_key_may_do_what_was_ticked(call, case):
    assert call(scopes=["events:write"]).status_code == 403
    assert call(f"/{case.pk}", scopes=["cases:write"]).status_code == 403
    assert close(call, case, scopes=["cases:read"]).status_code == 403
    assert Case.objects.get().is_open


def test_cases_of_others_and_samples_do_not_exist(call, client, other, xena, case):
    assert call(organisation=other, by=xena).json()["cases"] == []
    assert call(f"/{case.pk}", organisation=other, by=xena).status_code == 404
    assert close(call, case, organisation=other, by=xena).status_code == 404
    assert call(f"/{case.pk}/notes", {"text": "x"}, organisation=other, by=xena).status_code == 404
    assert client.get(f"{URL}/{case.pk}").status_code == 401
    type(case.response).objects.update(is_sample=True, updated_at=timezone.now())
    assert call(f"/{case.pk}").status_code == 404
    assert call().json()["cases"] == []
