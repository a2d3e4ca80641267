from datetime import UTC, datetime
from decimal import Decimal

import pytest

from integrations.rules.cells import BadCell, read_amount, read_moment


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1204.5", "1204.5"),
        ("1.204,50", "1204.50"),
        ("1,204.50", "1204.50"),
        ("1.204", "1204"),
        ("-20", "-20"),
        ("−20,5", "-20.5"),
        ("(20.00)", "-20.00"),
        ("$ 49.90", "49.90"),
        ("-$49.90", "-49.90"),
        ("49,90 €", "49.90"),
        ("USD 12", "12"),
        ("12COP", "12"),
        ("S/ 12.50", "12.50"),
        ("-R$ 1.204,50", "-1204.50"),
        ("US$12", "12"),
        ("Bs. 7,5", "7.5"),
        ("Q 30", "30"),
    ],
)
def test_amounts_as_people_write_them(text, amount):
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "twelve", "1,2,3x", "$", "--"])
def test_what_is_no_amount(text):
    with pytest.raises(BadCell, match="not_amount"):
        read_amount(text)


def test_moments_in_both_orders_and_none():
    assert read_moment("31/01/2026 14:30", UTC, "CO") == datetime(2026, 1, 31, 14, 30, tzinfo=UTC)
    assert read_moment("2026-01-31", UTC, "CO") == datetime(2026, 1, 31, tzinfo=UTC)
    assert read_moment("", UTC, "CO") is None
    with pytest.raises(BadCell, match="not_moment"):
        read_moment("31/31/2026", UTC, "CO")


@pytest.mark.parametrize(("country", "day", "month"), [("GB", 3, 4), ("MX", 3, 4), ("US", 4, 3)])
def test_the_month_comes_first_where_people_write_it_first(country, day, month):
    assert read_moment("03/04/2026", UTC, country) == datetime(2026, month, day, tzinfo=UTC)


def test_a_month_that_is_none_is_refused_and_not_turned_around():
    with pytest.raises(BadCell, match="not_moment"):
        read_moment("31/01/2026", UTC, "US")
