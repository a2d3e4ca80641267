from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from contacts.rules.purchase import BadPurchase, Bought, Raw, clean_purchase

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def clean(**said):
    raw = Raw(**{"id": "1", "email": "Ana@Example.com"} | said)
    return clean_purchase(raw, country="CO", currency="COP", now=NOW)


def test_everything_in_its_normal_form():
    said = clean(
        id=" A-1 ", line="sku 2", phone="300 123 4567", customer_id="'007", bought_at=NOW, amount=Decimal("49.9"),
        currency="usd", product="  Plan\n Pro ", category="Planes", state="Paid",
    )  # fmt: skip
    assert said == Bought(
        external_id="A-1#sku 2", customer_id="007", email="ana@example.com", phone="+573001234567", bought_at=NOW,
        amount=4990, currency="USD", product="Plan Pro", category="Planes", state="sale",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "amount", "refunded", "state"),
    [
        ({"amount": Decimal(100)}, 10000, None, ""),
        ({"amount": Decimal(-20)}, None, 2000, ""),
        ({"amount": Decimal(100), "refunded": Decimal(20)}, 10000, 2000, ""),
        ({"amount": Decimal(100), "refunded": Decimal(-20)}, 10000, 2000, ""),
        ({"amount": Decimal(100), "state": "Refunded"}, 10000, 10000, "sale"),
        ({"amount": Decimal(-20), "state": "devolución"}, None, 2000, "sale"),
        ({"state": "refund"}, None, None, "cancelled"),
        ({"amount": Decimal(100), "state": "anulado"}, 10000, None, "cancelled"),
    ],
)
def test_refunds_and_cancellations(said, amount, refunded, state):
    found = clean(currency="USD", **said)
    assert (found.amount, found.refunded, found.state) == (amount, refunded, state)


def test_an_amount_without_a_currency_is_in_the_organisations_and_says_so():
    found = clean(amount=Decimal(12000))
    assert (found.currency, found.amount, found.assumed) == ("COP", 1_200_000, True)
    assert clean().currency == ""


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"id": " "}, "id", "no_number"),
        ({"id": "x" * 121}, "id", "too_long"),
        ({"email": ""}, "", "no_customer"),
        ({"email": "ana"}, "email", "email_bad"),
        ({"phone": "12"}, "phone", "phone_bad"),
        ({"bought_at": NOW + timedelta(days=1)}, "bought_at", "future"),
        ({"bought_at": datetime(1969, 12, 31, 23, tzinfo=UTC)}, "bought_at", "too_old"),
        ({"amount": Decimal(1), "currency": "XYZ"}, "currency", "not_currency"),
        ({"amount": Decimal("1e13")}, "amount", "not_amount"),
        ({"state": "maybe"}, "state", "state_unknown"),
    ],
)
def test_what_is_wrong_is_named(said, field, code):
    with pytest.raises(BadPurchase) as caught:
        clean(**said)
    assert (caught.value.field, caught.value.code) == (field, code)


def test_what_is_said_later_mends_and_what_is_not_said_stays():
    row = Bought("1", amount=100, currency="EUR", product="Tea")
    row.mend(Bought("1", refunded=40, currency="USD", assumed=True))
    assert (row.amount, row.refunded, row.currency, row.product) == (100, 40, "EUR", "Tea")
