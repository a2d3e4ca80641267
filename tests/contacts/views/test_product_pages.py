from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contacts.models import Product, Purchase, Standing
from tests import factories


def url(name, *args):
    return reverse(f"contacts:{name}", args=["acme", *args])


@pytest.fixture
def tea(acme):
    row = factories.product(acme, "Tea", seen_days=30)
    factories.purchase(factories.contact(acme), product=row)
    return row


def test_staff_look_and_the_number_of_queries_does_not_grow(client_of, stan, acme, tea):
    browser = client_of(stan)
    with CaptureQueriesContext(connection) as one:
        page = browser.get(url("products"))
    assert "Tea" in page.content.decode()
    assert "30 days" in page.content.decode()
    Purchase.objects.of(acme).update(contact=None, customer="eva@example.com")
    assert (
        "1 purchase is of a customer who is no contact yet" in browser.get(url("products")).content.decode()
    )
    for name in ("Cup", "Pot"):
        factories.product(acme, name)
    with CaptureQueriesContext(connection) as three:
        browser.get(url("products"))
    assert len(one) == len(three)
    assert browser.get(url("product", tea.pk)).status_code == 403


def test_a_manager_says_the_rhythm_and_customers_are_reckoned_anew(client_of, mark, acme, tea):
    contact = factories.contact(acme)
    Standing.objects.create(
        organisation=acme,
        contact=contact,
        product=tea,
        stale=False,
        last_bought_at=timezone.now() - timedelta(days=9),
    )
    said = {"category": "Drinks", "every_days": "730", "link": "https://shop.example.com/tea"}
    answer = client_of(mark).post(url("product", tea.pk), said)
    assert answer.status_code == 302
    tea.refresh_from_db()
    assert (tea.category, tea.every_days, tea.rhythm_days) == ("Drinks", 730, 730)
    assert Standing.objects.of(acme).get().stale


@pytest.mark.parametrize(
    ("said", "words"),
    [({"every_days": "0"}, "greater than or equal to 1"), ({"link": "http://shop.example.com/"}, "https://")],
)
def test_what_is_wrong_is_named_and_kept(client_of, mark, acme, tea, said, words):
    page = client_of(mark).post(url("product", tea.pk), {"category": "Drinks"} | said)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert 'value="Drinks"' in page.content.decode()
    assert Product.objects.of(acme).get().category == ""


def test_strangers_find_nothing(client_of, xena, tea, client):
    assert client_of(xena).get(url("products")).status_code == 404
    assert client.get(url("products")).status_code == 302
