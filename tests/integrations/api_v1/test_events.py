from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Contact, CustomerEvent
from surveys.models import EventAsk
from tests import factories

URL = "/api/v1/events"
ORDER = {
    "event": "purchase",
    "id": "order-1001",
    "email": "Ana@Example.com",
    "name": "Ana Pérez",
    "properties": {"amount": 49.9, "currency": "USD", "product": "Plan Pro"},
}


@pytest.fixture
def key(acme):
    cache.clear()
    return factories.api_key(acme)


@pytest.fixture
def tell(client, key):
    def post(body, text=None, **headers):
        headers = {"authorization": f"Bearer {text or key.text}", **headers}
        return client.post(URL, body, content_type="application/json", headers=headers)

    return post


def test_an_event_makes_a_contact_and_says_who_is_asked_when(tell, acme, olga):
    trigger = factories.trigger(factories.survey(acme, olga))
    answer = tell(ORDER)
    assert answer.status_code == 201
    contact = Contact.objects.get()
    assert (contact.email, contact.name, contact.organisation) == ("ana@example.com", "Ana Pérez", acme)
    event = CustomerEvent.objects.get()
    assert event.properties == ORDER["properties"]
    said = answer.json()
    assert (said["contact"], said["repeated"], said["asks"][0]["trigger"]) == (contact.pk, False, trigger.pk)
    assert EventAsk.objects.get().due_at == event.occurred_at + timedelta(days=7)


def test_told_again_it_is_200_and_changes_nothing(tell, acme, olga):
    factories.trigger(factories.survey(acme, olga))
    tell(ORDER)
    again = tell(ORDER | {"properties": {"amount": 1, "currency": "COP"}})
    assert (again.status_code, again.json()["repeated"], len(again.json()["asks"])) == (200, True, 1)
    assert CustomerEvent.objects.get().properties["amount"] == 49.9


@pytest.mark.parametrize(
    "text",
    ["", "npsk_1234", "Bearer", "npsk_00000000_" + "a" * 43, "other"],
)
def test_a_bad_key_is_401(client, key, text):
    answer = client.post(
        URL, ORDER, content_type="application/json", headers={"authorization": f"Bearer {text}"}
    )
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["error"]["message"]
    assert client.post(URL).status_code == 401
    assert not CustomerEvent.objects.exists()


def test_a_key_with_another_secret_or_a_revoked_one_is_401(tell, key):
    assert tell(ORDER, key.text[:-1] + ("a" if key.text[-1] != "a" else "b")).status_code == 401
    key.revoked_at = timezone.now()
    key.save()
    assert tell(ORDER).status_code == 401


def test_without_the_scope_it_is_403(tell, key):
    key.scopes = []
    key.save()
    answer = tell(ORDER)
    assert answer.status_code == 403
    assert "events:write" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"event": "Mi compra"}, "event"),
        ({"event": None}, "event"),
        ({"id": ""}, "id"),
        ({"id": "a" * 121}, "id"),
        ({"email": "ana"}, "email"),
        ({"email": ""}, "email"),
        ({"phone": "12"}, "phone"),
        ({"language": "klingon"}, "language"),
        ({"occurred_at": "yesterday"}, "occurred_at"),
        ({"occurred_at": "2999-01-01T00:00:00Z"}, "occurred_at"),
        ({"properties": {"amount": "49"}}, "properties.amount"),
        ({"properties": {"amount": 49}}, "properties.currency"),
        ({"properties": {"items": [1]}}, "properties.items"),
        ({"properties": "x"}, "properties"),
        ({"contact_properties": {"branch": "x" * 501}}, "contact_properties.branch"),
        ({"emial": "ana@example.com"}, "emial"),
    ],
)
def test_what_is_wrong_is_422_with_the_field_named(tell, change, field):
    answer = tell(ORDER | change)
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["code"] == "invalid"
    assert list(error["fields"]) == [field]
    assert field in error["message"]
    assert not Contact.objects.exists()


@pytest.mark.parametrize("body", ["{", "", "[1]", '"x"', '{"amount": NaN}'])
def test_what_cannot_be_read_is_400_or_422(tell, body):
    assert tell(body).status_code in {400, 422}


def test_an_address_of_two_contacts_is_422(tell, acme):
    factories.contact(acme, email="ana@example.com")
    factories.contact(acme, email="", phone="+573001234567")
    answer = tell(ORDER | {"phone": "+57 300 123 4567"})
    assert answer.status_code == 422
    assert "one contact" in answer.json()["error"]["fields"]["email"][0]


def test_a_key_reaches_its_own_organisation_only(tell, other):
    factories.contact(other, email="ana@example.com", name="Another Ana")
    tell(ORDER)
    assert Contact.objects.get(organisation=other).name == "Another Ana"
    assert not CustomerEvent.objects.filter(organisation=other).exists()


def test_more_than_600_a_minute_are_429(tell, monkeypatch):
    monkeypatch.setattr("integrations.api_v1.authentication.A_MINUTE", 2)
    statuses = [tell(ORDER | {"id": f"order-{number}"}).status_code for number in range(3)]
    assert statuses == [201, 201, 429]
    answer = tell(ORDER)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_no_session_no_cookie_and_few_queries(tell, key):
    tell(ORDER)
    key.refresh_from_db()
    assert key.last_used_at
    with CaptureQueriesContext(connection) as queries:
        answer = tell(ORDER | {"id": "order-1002"})
    assert not answer.cookies
    assert not any("django_session" in query["sql"] for query in queries)


def test_get_is_405_with_a_key(client, key):
    assert client.get(URL, headers={"authorization": f"Bearer {key.text}"}).status_code == 405


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ('"properties": {"a": "\\ud800"}', "properties.a"),
        ('"properties": {"\\ud800": 1}', "properties.?"),
        ('"properties": {"a": 1e400}', "properties.a"),
        ('"contact_properties": {"\\udfff": "a"}', "contact_properties.?"),
        ('"occurred_at": "0001-01-01T00:00:00Z"', "occurred_at"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(tell, said, field):
    answer = tell(f'{{"event": "visit", "id": "1", "email": "ana@example.com", {said}}}')
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, [field])
    assert not Contact.objects.exists()


def test_the_name_of_a_property_of_a_contact_is_one_clean_line(tell):
    answer = tell(ORDER | {"contact_properties": {" a\0\nb ": "x"}})
    assert answer.status_code == 201
    assert Contact.objects.get().properties == {"a b": "x"}
