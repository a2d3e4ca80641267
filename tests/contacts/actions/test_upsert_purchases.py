import time
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from contacts.actions.upsert_purchases import upsert_purchases
from contacts.models import Product, Purchase, Standing
from contacts.rules.purchase import Bought
from tests import factories

NOW = timezone.now()


@pytest.fixture
def ana(acme):
    return factories.contact(acme, email="Ana@Example.com", phone="+573001234567", external_id="C-1")


def take(organisation, *said, now=NOW):
    return upsert_purchases(organisation=organisation, purchases=said, source="file", now=now)


def order(number="1", **said):
    return Bought(
        number, **{"email": "ana@example.com", "bought_at": NOW, "amount": 100, "currency": "USD"} | said
    )


@pytest.mark.parametrize(
    "who",
    [
        {"email": "ana@example.com"},
        {"phone": "+573001234567", "email": ""},
        {"customer_id": "C-1", "email": ""},
        {"customer_id": "C-1", "email": "other@example.com"},
    ],
)
def test_the_customer_is_found_by_number_mail_or_phone(acme, other, ana, who):
    factories.contact(other, email="ana@example.com", phone="+573001234567", external_id="C-1")
    stored = take(acme, order(**who))
    assert (stored.created, stored.unmatched, stored.new) == (1, 0, ("1",))
    row = Purchase.objects.of(acme).get()
    assert (row.contact, row.customer) == (ana, "")
    assert Standing.objects.of(acme).get().contact == ana


def test_the_same_again_changes_nothing_and_what_is_new_is_mended(acme, ana):
    take(acme, order(product="Tea", category="Drinks"))
    Standing.objects.of(acme).update(stale=False)
    later = NOW + timedelta(days=1)
    again = take(acme, order(product="Tea"), now=later)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert not Standing.objects.of(acme).get().stale
    mended = take(acme, Bought("1", email="ana@example.com", refunded=30), now=later)
    assert (mended.created, mended.updated) == (0, 1)
    row = Purchase.objects.of(acme).get()
    assert (row.amount, row.refunded, row.net, row.product.name, row.bought_at) == (100, 30, 70, "Tea", NOW)
    assert Standing.objects.of(acme).get().stale


def test_a_refund_told_before_its_sale(acme, ana):
    take(acme, Bought("1", email="ana@example.com", refunded=100, currency="USD"))
    assert not Purchase.objects.of(acme).get().counts
    take(acme, order(amount=250))
    row = Purchase.objects.of(acme).get()
    assert (row.net, row.counts, row.bought_at) == (150, True, NOW)


def test_one_list_may_tell_a_purchase_twice(acme, ana):
    stored = take(acme, order(), Bought("1", email="ana@example.com", refunded=100), order("2"))
    assert (stored.created, stored.duplicates) == (2, 1)
    assert [row.counts for row in Purchase.objects.of(acme).order_by("external_id")] == [False, True]


def test_a_customer_nobody_knows_is_kept_by_name(acme, other, ana):
    stored = take(acme, order(email="eva@example.com"))
    assert (stored.created, stored.unmatched) == (1, 1)
    row = Purchase.objects.of(acme).get()
    assert (row.contact, row.customer) == (None, "eva@example.com")
    assert not Standing.objects.of(acme).exists()


def test_products_are_kept_once_with_their_newest_category(acme, other, ana):
    factories.product(other, "Tea", category="Strange")
    take(acme, order(product="Tea"), order("2", product="Tea", category="Drinks"), order("3", product="Cup"))
    rows = Product.objects.of(acme).order_by("name")
    assert [(row.name, row.category) for row in rows] == [("Cup", ""), ("Tea", "Drinks")]
    take(acme, order("4", product="Tea", category="Hot drinks"), order("5", product="Cup"))
    assert Product.objects.of(acme).get(name="Tea").category == "Hot drinks"


def test_an_assumed_currency_never_overwrites_a_told_one(acme, ana):
    take(acme, order(currency="EUR"))
    take(acme, Bought("1", email="ana@example.com", refunded=10, currency="USD", assumed=True))
    assert Purchase.objects.of(acme).get().currency == "EUR"


def test_another_organisation_may_use_the_same_numbers(acme, other, ana):
    factories.contact(other, email="ana@example.com")
    take(acme, order())
    take(other, order(amount=7))
    assert Purchase.objects.of(acme).get().amount == 100


def test_what_two_say_at_the_same_moment_of_a_new_purchase_is_both_kept(transactional_db, acme):
    """The second knows of no such purchase until the first is done, and must not empty what only the first said."""
    factories.contact(acme, email="ana@example.com")
    went_wrong = []

    def second():
        try:
            take(acme, Bought("1", email="ana@example.com", refunded=30))
        except Exception as error:
            went_wrong.append(error)
        finally:
            connection.close()

    thread = Thread(target=second)
    with transaction.atomic():
        take(acme, order(product="Tea", bought_at=NOW - timedelta(days=3)))
        thread.start()
        wait_until_blocked()
    thread.join()
    row = Purchase.objects.of(acme).get()
    assert not went_wrong
    assert (row.amount, row.refunded, row.product.name) == (100, 30, "Tea")
    assert row.bought_at == NOW - timedelta(days=3)


def wait_until_blocked():
    """Until another connection to this database waits for a lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with connection.cursor() as cursor:
        for _ in range(600):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    raise AssertionError("nobody waited")
