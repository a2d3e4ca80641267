"""Something a customer did, told by another system: what it may say. Purchases have a few keys of their own."""

import re
from datetime import UTC, datetime

from contacts.rules.segment_rules import MAX_PROPERTY_NAME

PURCHASE = "purchase"
SUGGESTED = (PURCHASE, "ticket_solved", "delivery", "visit", "renewal")
NAME = re.compile(r"[a-z][a-z0-9_.-]{0,59}")
MAX_ID = 120
MAX_PROPERTIES = 40
MAX_TEXT = 500
MOST = 1e12
# An empty day of a spreadsheet is one of 1900, and the year 1 has hours that some zones do not know.
OLDEST = datetime(1970, 1, 1, tzinfo=UTC)
CURRENCY = re.compile(r"[A-Z]{3}")

Value = str | int | float | bool | None


class BadEvent(ValueError):
    """`field` is what is wrong: properties, or properties.x; `code` why."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


def clean_properties(name: str, raw: dict[str, object]) -> dict[str, Value]:
    """The properties of an event called `name`. Raises BadEvent at the first that cannot be kept."""
    if len(raw) > MAX_PROPERTIES:
        raise BadEvent("properties", "too_many")
    found = {str(key): _value(str(key), value) for key, value in raw.items()}
    if name == PURCHASE:
        _check_purchase(found)
    return found


def _value(key: str, value: object) -> Value:
    if not key.strip() or len(key) > MAX_PROPERTY_NAME or "\0" in key:
        raise BadEvent("properties", "bad_key")
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise BadEvent(f"properties.{key}", "too_long")
        return value.replace("\0", "")
    if value is None or isinstance(value, bool | int | float):
        return value
    raise BadEvent(f"properties.{key}", "not_plain")


def _check_purchase(found: dict[str, Value]) -> None:
    amount, currency = found.get("amount"), found.get("currency")
    if amount is not None and (
        isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount <= MOST
    ):
        raise BadEvent("properties.amount", "not_amount")
    if currency is not None and not (isinstance(currency, str) and CURRENCY.fullmatch(currency)):
        raise BadEvent("properties.currency", "not_currency")
    if amount is not None and currency is None:
        raise BadEvent("properties.currency", "no_currency")
