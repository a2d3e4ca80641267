from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contacts.models import Purchase
from contacts.queries.purchases import purchases_of, valid_purchases
from tests import factories


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana")


@pytest.mark.parametrize(
    ("fields", "net", "counts"),
    [
        ({}, 4990, True),
        ({"refunded": 990}, 4000, True),
        ({"refunded": 4990}, 0, False),
        ({"state": "cancelled"}, 0, False),
        ({"amount": 0}, 0, False),
        ({"amount": None, "currency": ""}, None, True),
        ({"amount": None, "currency": "USD", "refunded": 100}, None, False),
    ],
)
def test_what_counts_as_a_purchase(ana, acme, fields, net, counts):
    row = factories.purchase(ana, **fields)
    row.refresh_from_db()
    assert (row.net, row.counts) == (net, counts)
    assert valid_purchases(acme).exists() is counts


def test_a_purchase_of_nobody_known_does_not_count(acme, ana):
    row = factories.purchase(ana)
    Purchase.objects.of(acme).filter(pk=row.pk).update(contact=None, customer="ana@example.com")
    assert not valid_purchases(acme).exists()


def test_the_window_is_half_open_and_of_one_organisation(acme, other, ana):
    now = timezone.now()
    first = factories.purchase(ana, bought_at=now - timedelta(days=2))
    factories.purchase(ana, bought_at=now)
    factories.purchase(factories.contact(other))
    assert list(valid_purchases(acme, since=first.bought_at, until=now)) == [first]
    assert [row.bought_at for row in purchases_of(ana)] == [now - timedelta(days=2), now]


@pytest.mark.parametrize("fields", [{"amount": -1}, {"refunded": -1}, {"currency": ""}])
def test_the_database_refuses_what_cannot_be(ana, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.purchase(ana, **fields)


def test_a_number_is_once_in_an_organisation(ana, other):
    factories.purchase(ana, external_id="1")
    factories.purchase(factories.contact(other), external_id="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.purchase(ana, external_id="1")


def test_the_merchants_word_about_a_rhythm_goes_first(acme):
    row = factories.product(acme, seen_days=28)
    assert row.rhythm_days == 28
    row.every_days = 30
    assert row.rhythm_days == 30
    assert factories.product(acme, "Tea").rhythm_days is None
