import pytest
from django.core.cache import cache
from django.utils import timezone

from surveys.actions.record_event import record_event
from surveys.models import EarnedCustomer
from tests import factories


@pytest.fixture
def link(acme, olga):
    return factories.referral_link(factories.survey(acme, olga), factories.contact(acme))


@pytest.fixture
def tell(client, acme):
    cache.clear()
    key = factories.api_key(acme)

    def post(code, body):
        return client.post(
            f"/api/v1/referrals/{code}/conversions",
            body,
            content_type="application/json",
            headers={"authorization": f"Bearer {key.text}"},
        )

    return post


def test_each_customer_counts_once_for_the_first_link(tell, acme, link):
    other = factories.referral_link(link.survey, factories.contact(acme))
    assert tell(link.code, {"customer": "C-1"}).status_code == 201
    again = tell(other.code, {"customer": "C-1"})
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert EarnedCustomer.objects.get().link == link


def test_what_is_refused(client, tell, other, xena, link):
    theirs = factories.referral_link(factories.survey(other, xena), factories.contact(other))
    for code in (theirs.code, "unknown"):
        answer = tell(code, {"customer": "C-1"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    assert tell(link.code, {}).json()["error"]["fields"].keys() == {"customer"}
    assert tell(link.code, {"customer": "C-1", "x": 1}).status_code == 422
    assert client.post(f"/api/v1/referrals/{link.code}/conversions", {}).status_code == 401
    assert not EarnedCustomer.objects.exists()


def test_an_event_with_the_code_counts_its_contact_once_and_nobody_for_themselves(acme, link):
    friend = factories.contact(acme)

    def buy(contact, number, ref):
        record_event(
            organisation=acme,
            contact=contact,
            name="purchase",
            external_id=f"order-{number}",
            occurred_at=timezone.now(),
            properties={"ref": ref},
            source="api",
            now=timezone.now(),
        )

    buy(link.contact, 1, link.code)
    buy(friend, 2, "unknown")
    assert not EarnedCustomer.objects.exists()
    buy(friend, 3, link.code)
    buy(friend, 4, link.code)
    assert EarnedCustomer.objects.get().customer == f"contact:{friend.pk}"
