from datetime import timedelta
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from contacts.models import CustomerEvent, Purchase
from surveys.models import EventAsk
from tests import factories

URL = "/api/v1/purchases"
ORDER = {
    "id": "1001", "email": "Ana@Example.com", "amount": 49.9, "currency": "USD", "product": "Plan Pro",
    "category": "Plans",
}  # fmt: skip


@pytest.fixture
def tell(client, acme):
    cache.clear()
    key = factories.api_key(acme)

    def post(body):
        headers = {"authorization": f"Bearer {key.text}"}
        return client.post(URL, body, content_type="application/json", headers=headers)

    return post


@pytest.fixture
def ana(acme):
    return factories.contact(acme, email="ana@example.com")


def test_one_purchase_is_kept_once_and_asked_about(tell, acme, olga, ana):
    factories.trigger(factories.survey(acme, olga))
    answer = tell(ORDER)
    assert answer.status_code == 201
    assert answer.json() == {"created": 1, "updated": 0, "unchanged": 0, "duplicates": 0, "unmatched": 0}
    row = Purchase.objects.of(acme).select_related("product").get()
    assert (row.contact, row.amount, row.currency, row.source) == (ana, 4990, "USD", "api")
    assert (row.product.name, row.product.category) == ("Plan Pro", "Plans")
    assert EventAsk.objects.of(acme).count() == 1
    again = tell(ORDER)
    assert (again.status_code, again.json()["unchanged"]) == (200, 1)
    assert Purchase.objects.of(acme).count() == EventAsk.objects.of(acme).count() == 1


def test_a_list_with_a_refund_and_somebody_unknown(tell, acme, ana):
    tell(ORDER)
    answer = tell([ORDER | {"refunded": 20}, {"id": "7", "email": "eva@example.com"}])
    assert answer.status_code == 201
    assert answer.json() == {"created": 1, "updated": 1, "unchanged": 0, "duplicates": 0, "unmatched": 1}
    assert Purchase.objects.of(acme).get(external_id="1001").net == 2990
    assert CustomerEvent.objects.of(acme).count() == 1  # nobody can be asked about the unknown one


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"id": ""}, "id"),
        ({"email": ""}, "email"),
        ({"amount": "much"}, "amount"),
        ({"currency": "XYZ"}, "currency"),
        ({"state": "maybe"}, "state"),
        ({"bought_at": "soon"}, "bought_at"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(tell, acme, said, field):
    answer = tell(ORDER | said)
    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == [field]
    in_a_list = tell([ORDER, ORDER | said])
    assert list(in_a_list.json()["error"]["fields"]) == [f"1.{field}"]
    assert not Purchase.objects.of(acme).exists()


@pytest.mark.parametrize("body", [[], [ORDER] * 1001, ["x"], '"x"'])
def test_a_body_that_is_no_list_of_purchases(tell, acme, body):
    assert tell(body).status_code == 422
    assert not Purchase.objects.of(acme).exists()


def test_no_key_no_purchase(client):
    assert client.post(URL, ORDER, content_type="application/json").status_code == 401


def test_an_event_called_purchase_is_a_purchase_too(client, acme):
    cache.clear()
    key = factories.api_key(acme)
    at = timezone.now() - timedelta(days=3)
    body = {
        "event": "purchase",
        "id": "e-1",
        "email": "new@example.com",
        "occurred_at": at.isoformat(),
        "properties": {"amount": 12.5, "currency": "EUR", "product": "Tea"},
    }
    headers = {"authorization": f"Bearer {key.text}"}
    for _ in range(2):
        client.post("/api/v1/events", body, content_type="application/json", headers=headers)
    row = Purchase.objects.of(acme).get()
    assert (row.contact.email, row.amount, row.currency) == ("new@example.com", 1250, "EUR")
    assert (row.bought_at, row.source) == (at, "event")


def test_what_cannot_be_kept_is_refused_with_its_place(tell, acme, ana):
    """Half signs, numbers without end, names of fields nobody has: never a crash, and nothing is written."""
    for body, field in [
        ('{"id": "1", "email": "ana@example.com", "product": "\\ud800"}', "product"),
        ('[{"id": "1", "email": "ana@example.com", "amount": 1e400}]', "0.amount"),
        ('{"id": "1", "email": "ana@example.com", "\\ud800": 1}', "?"),
        (ORDER | {"x" * 5000: 1}, "x" * 80),
        (ORDER | {"bought_at": "0001-01-01T00:00:00Z"}, "bought_at"),
        (ORDER | {"bought_at": "1899-12-30T00:00:00Z"}, "bought_at"),
    ]:
        answer = tell(body)
        assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, [field])
    assert not Purchase.objects.of(acme).exists()


@pytest.mark.parametrize(
    "body", ["[" * 100_000, '{"a":' * 100_000, '{"id": ' + "[" * 50_000 + "]" * 50_000 + "}"]
)
def test_json_without_a_bottom_is_no_json(tell, acme, body):
    answer = tell(body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "parse_error")


def test_too_much_at_once_is_said_so(tell, acme, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_240
    answer = tell(ORDER | {"product": "x" * 20_000})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    assert "10 KB" in answer.json()["error"]["message"]
    assert not Purchase.objects.of(acme).exists()


def test_the_same_numbers_from_many_threads_are_each_kept_once(transactional_db, acme):
    """Each thread tells other amounts, products and refunds of the same purchases, in another order."""
    cache.clear()
    for number in range(5):
        factories.contact(acme, email=f"c{number}@example.com")
    key = factories.api_key(acme)
    codes = []

    def tell_all(thread):
        orders = [
            {
                "id": str(number), "email": f"c{number % 5}@example.com", "amount": thread + 1, "currency": "USD",
                "product": f"P{number % 3}", "category": f"C{thread}", "refunded": thread % 2,
            }
            for number in range(40)
        ]  # fmt: skip
        body = orders if thread % 2 else orders[::-1]
        headers = {"authorization": f"Bearer {key.text}"}
        answer = Client().post(URL, body, content_type="application/json", headers=headers)
        codes.append(answer.status_code)
        connection.close()

    threads = [Thread(target=tell_all, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200] * 7 + [201]
    rows = Purchase.objects.of(acme)
    assert (rows.count(), CustomerEvent.objects.of(acme).count()) == (40, 40)
    assert len(set(rows.values_list("amount", "refunded"))) == 1  # all of them by the one who came last
