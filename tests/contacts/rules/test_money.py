from decimal import Decimal

import pytest

from contacts.rules.money import BadAmount, from_minor, to_minor


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("49.90", "USD", 4990),
        (49.9, "USD", 4990),
        (0.1 + 0.2, "EUR", 30),
        ("12000", "CLP", 12000),
        ("1200.4", "JPY", 1200),
        ("1.2345", "KWD", 1235),
        ("0.005", "USD", 1),
    ],
)
def test_minor_units_follow_the_currency(amount, currency, minor):
    assert to_minor(amount, currency) == minor


@pytest.mark.parametrize("amount", ["", "NaN", "Infinity", "1e13", "x"])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(BadAmount):
        to_minor(amount, "USD")


def test_back_again():
    assert from_minor(4990, "USD") == Decimal("49.90")
    assert from_minor(12000, "CLP") == 12000
