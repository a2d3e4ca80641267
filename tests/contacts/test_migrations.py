"""What migrations do with rows that were there before them."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from contacts.models import Product, Purchase, Standing
from tests import factories

told_purchases = import_module("contacts.migrations.0010_told_purchases")

NOW = timezone.now()


@pytest.fixture
def ana(acme):
    return factories.contact(acme)


def told(contact, number, **properties):
    days = {"occurred_at": NOW - timedelta(days=400), "received_at": NOW - timedelta(days=399)}
    return factories.customer_event(contact, number, properties=properties, **days)


def all_of(organisation):
    rows = Purchase.objects.of(organisation).order_by("external_id")
    return list(rows.values_list("external_id", "amount", "currency", "product__name", "counts"))


def test_purchases_told_as_events_become_purchases_once(acme, other, ana, monkeypatch):
    monkeypatch.setattr(told_purchases, "BATCH", 2)
    told(ana, "A-1", amount=49.9, currency="USD", product="Beans", category="Coffee")
    told(ana, "A-2", amount=12000, currency="CLP", product="Beans")
    told(ana, "A-3")
    told(ana, "A-4", amount="much", currency="USD")
    told(ana, "A-5", amount=5)
    factories.customer_event(ana, "T-1", name="ticket_solved")
    theirs = factories.contact(other)
    told(theirs, "A-1", amount=1, currency="EUR", product="Beans")
    factories.purchase(ana, external_id="A-2", amount=700, currency="CLP")
    for _ in range(2):
        told_purchases.keep_told_purchases(apps, None)
        assert all_of(acme) == [
            ("A-1", 4990, "USD", "Beans", True),
            ("A-2", 700, "CLP", None, True),
            ("A-3", None, "", None, True),
            ("A-4", None, "", None, True),
            ("A-5", None, "", None, True),
        ]
        assert all_of(other) == [("A-1", 100, "EUR", "Beans", True)]
    first = Purchase.objects.of(acme).get(external_id="A-1")
    assert (first.contact, first.bought_at, first.source) == (ana, NOW - timedelta(days=400), "event")
    assert Product.objects.of(acme).get(name="Beans").category == "Coffee"
    assert Standing.objects.get(contact=ana).stale
    assert Standing.objects.get(contact=theirs).organisation == other
