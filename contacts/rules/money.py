"""Amounts as whole minor units: 49.90 USD are 4990, 12000 CLP 12000. No rate is invented between currencies."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from babel.numbers import get_currency_precision

MOST = Decimal("1e12")


class BadAmount(ValueError):
    """Not a number, or beyond all sense."""


@lru_cache(maxsize=200)
def decimals_of(currency: str) -> int:
    """How many decimals a currency has: 2 for USD, 0 for CLP and JPY, 3 for KWD."""
    return int(get_currency_precision(currency))


def to_minor(amount: Decimal | float | str, currency: str) -> int:
    """An amount in minor units, rounded half up. Raises BadAmount."""
    try:
        number = Decimal(str(amount))
    except InvalidOperation as error:
        raise BadAmount from error
    if not number.is_finite() or abs(number) > MOST:
        raise BadAmount
    return int(number.scaleb(decimals_of(currency)).to_integral_value(ROUND_HALF_UP))


def from_minor(amount: int, currency: str) -> Decimal:
    """The amount as people write it."""
    return Decimal(amount).scaleb(-decimals_of(currency))
