from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from contacts.rules.customer_event import BadEvent
from integrations.rules.columns import event_key
from integrations.rules.told import told_reader

TARGETS = ["email", "event_id", "event_at", "event:amount", "event:currency", "event:product"]
NOW = datetime(2026, 3, 10, tzinfo=UTC)
BOGOTA = ZoneInfo("America/Bogota")


def read(*cells, name="purchase"):
    return told_reader(TARGETS, name=name, zone=BOGOTA, country="CO")(["ana@example.com", *cells], NOW)


def test_a_purchase():
    told = read("order-1", "2026-03-05", "49,90", "USD", "Plan Pro")
    assert told.external_id == "order-1"
    assert told.occurred_at == datetime(2026, 3, 5, 5, tzinfo=UTC)
    assert told.properties == {"amount": 49.9, "currency": "USD", "product": "Plan Pro"}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1204.5", 1204.5),
        ("1.204,50", 1204.5),
        ("1,204.50", 1204.5),
        ("1.204", 1204),
        ("1,204,000", 1204000),
        ("0,5", 0.5),
        ("12", 12),
        ("12.", 12),
        ("1 204,50", 1204.5),
    ],
)
def test_amounts_as_people_write_them(text, amount):
    assert read("order-1", "", text, "USD", "").properties["amount"] == amount


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("05/03/2026", datetime(2026, 3, 5, 5, tzinfo=UTC)),
        ("5.3.2026 14:30", datetime(2026, 3, 5, 19, 30, tzinfo=UTC)),
        ("2026-03-05T14:30:00Z", datetime(2026, 3, 5, 14, 30, tzinfo=UTC)),
        ("2026-03-05 14:30", datetime(2026, 3, 5, 19, 30, tzinfo=UTC)),
        ("", None),
    ],
)
def test_moments_in_the_organisations_zone(text, moment):
    assert read("order-1", text, "", "", "").occurred_at == moment


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        (["", "", "", "", ""], "event_id", "no_id"),
        (["a" * 121, "", "", "", ""], "event_id", "no_id"),
        (["1", "yesterday", "", "", ""], "event_at", "not_moment"),
        (["1", "2026-03-11", "", "", ""], "event_at", "future"),
        (["1", "0001-01-01", "", "", ""], "event_at", "too_old"),
        (["1", "", "much", "USD", ""], "event:amount", "not_amount"),
        (["1", "", "..", "USD", ""], "event:amount", "not_amount"),
        (["1", "", "12", "", ""], "event:currency", "no_currency"),
        (["1", "", "", "", "a" * 501], "event:product", "too_long"),
    ],
)
def test_what_is_wrong_is_named(cells, field, code):
    with pytest.raises(BadEvent) as refused:
        read(*cells)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_other_events_keep_their_texts():
    assert read("1", "", "much", "", "", name="visit").properties == {"amount": "much"}


@pytest.mark.parametrize(
    ("heading", "key"),
    [("Order total", "order_total"), ("Importe", "amount"), ("Moneda", "currency"), ("¿?", "column")],
)
def test_what_a_column_is_called(heading, key):
    assert event_key(heading) == key
