"""A CRM reads the card of a customer by the shop's own number."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from nps_app.lib import handbook
from tests import factories


@pytest.fixture
def call(client, acme, stan):
    cache.clear()

    def request(number, scopes=("customers:read",), organisation=acme, **headers):
        key = factories.api_key(organisation, scopes=list(scopes), created_by=stan)
        return client.get(
            f"/api/v1/customers/{number}", headers={"authorization": f"Bearer {key.text}"} | headers
        )

    return request


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana", email="ana@example.com", external_id="ES/2041 b")


def test_score_quote_flag_and_when_they_are_due(call, acme, ana):
    factories.response(factories.survey(acme), 9, contact=ana, comment="Always on time")
    factories.standing(
        ana, "yes_buys", score=9, rhythm="due", rhythm_days=30, due_at=timezone.now() - timedelta(days=1)
    )
    answer = call("ES/2041 b")
    assert answer.status_code == 200
    said = answer.json()
    assert said["contact"]["customer_id"] == "ES/2041 b"
    assert (said["score"], said["category"], said["quote"]) == (9, "promoter", "Always on time")
    assert (said["sell"], said["open_case"], said["rhythm"]) == (True, None, "due")
    assert [point["code"] for point in said["talking_points"]] == ["thank_quote", "due"]
    assert said["url"].endswith(f"/o/acme/contacts/{ana.pk}/")
    spanish = call("ES/2041 b", **{"accept-language": "es"}).json()["talking_points"][0]["text"]
    assert spanish != said["talking_points"][0]["text"]


def test_an_open_case_says_do_not_sell(call, acme, ana, stan):
    case = factories.case(factories.response(factories.survey(acme), 2, contact=ana), stan)
    said = call("ES/2041 b").json()
    assert said["sell"] is False
    assert (said["open_case"]["id"], said["open_case"]["owner"]) == (case.pk, stan.email)
    assert [point["code"] for point in said["talking_points"]] == ["open_case"]


def test_somebody_of_whom_nothing_is_known(call, ana):
    said = call("ES/2041 b").json()
    assert (said["score"], said["category"], said["sell"], said["talking_points"]) == (None, None, True, [])


def test_only_with_the_scope_and_only_in_the_house(call, acme, other, ana):
    assert call("ES/2041 b", scopes=("events:write", "cases:read")).status_code == 403
    assert call("ES/2041 b", organisation=other).status_code == 404
    assert call("nobody").json()["error"]["code"] == "not_found"
    factories.contact(acme, email="sample@example.com", external_id="S-1", is_sample=True)
    assert call("S-1").status_code == 404


def test_the_guides_show_the_fields_that_are_sent(call, acme, ana, stan):
    said = call("ES/2041 b").json()
    for language in handbook.LANGUAGES:
        guide = handbook.source_of("API", language)
        for name in said:
            assert f'"{name}": ' in guide
