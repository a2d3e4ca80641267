"""What may be said about a purchase: by a file, a program or an event. Cleaned the same way wherever it comes from."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from accounts.rules.region import is_currency
from contacts.rules.customer_event import CURRENCY, OLDEST
from contacts.rules.matching import normal_email, normal_phone
from contacts.rules.money import BadAmount, to_minor

MAX_ID = 120
MAX_PRODUCT = 120
MAX_CATEGORY = 80
# Clocks differ a little; a purchase of next week is a mistake.
AHEAD = timedelta(hours=1)
SALE, REFUND, CANCELLED = "sale", "refund", "cancelled"
_STATES = {
    SALE: "sale sold paid completed complete fulfilled shipped delivered processing pending open active authorized"
    " partially_refunded partially_paid venta vendido pagado pagada completado completada enviado entregado"
    " procesando pendiente abierto aprobado aprobada parcialmente_reembolsado",
    REFUND: "refund refunded return returned chargeback credit_note reembolso reembolsado reembolsada devolucion"
    " devolución devuelto devuelta nota_de_credito nota_de_crédito contracargo",
    CANCELLED: "cancelled canceled cancel void voided failed rejected declined cancelado cancelada anulado anulada"
    " fallido fallida rechazado rechazada",
}
STATES = {word: state for state, words in _STATES.items() for word in words.split()}


class BadPurchase(ValueError):
    """`field` is what is wrong (id, amount, ...), `code` why, `value` what it said."""

    def __init__(self, field: str, code: str, value: str = "") -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.value = value


@dataclass(slots=True)
class Raw:
    """As somebody wrote it; None and empty mean not said."""

    id: str = ""
    line: str = ""
    customer_id: str = ""
    email: str = ""
    phone: str = ""
    bought_at: datetime | None = None
    amount: Decimal | None = None
    refunded: Decimal | None = None
    currency: str = ""
    state: str = ""
    product: str = ""
    category: str = ""


@dataclass(slots=True)
class Bought:
    """Clean values; what nobody said leaves a stored purchase as it is."""

    external_id: str
    customer_id: str = ""
    email: str = ""
    phone: str = ""
    bought_at: datetime | None = None
    amount: int | None = None
    refunded: int | None = None
    currency: str = ""
    assumed: bool = False  # nobody named the currency
    state: str = ""
    product: str = ""
    category: str = ""

    def mend(self, later: "Bought") -> None:
        """Take over what `later` says of the same purchase."""
        for name in self.__slots__:
            said = getattr(later, name)
            if (
                said is not None
                and said != ""
                and not (name == "currency" and later.assumed and self.currency)
            ):
                setattr(self, name, said)


def clean_purchase(raw: Raw, *, country: str, currency: str, now: datetime) -> Bought:
    """The purchase with every value in its normal form. `currency` is what an amount without one is in.

    A negative amount is what was paid back of the purchase with this number; the word "refunded" means all of it.
    Raises BadPurchase at the first value that cannot be kept.
    """
    bought = Bought(
        external_id=_number(raw),
        customer_id=_text("customer_id", raw.customer_id.removeprefix("'"), MAX_ID),
        email=_email(raw.email),
        phone=_phone(raw.phone, country),
        bought_at=raw.bought_at,
        product=_text("product", raw.product, MAX_PRODUCT),
        category=_text("category", raw.category, MAX_CATEGORY),
    )
    if not (bought.customer_id or bought.email or bought.phone):
        raise BadPurchase("", "no_customer")
    if raw.bought_at is not None and raw.bought_at > now + AHEAD:
        raise BadPurchase("bought_at", "future")
    if raw.bought_at is not None and raw.bought_at < OLDEST:
        raise BadPurchase("bought_at", "too_old")
    _money(bought, raw, currency)
    return bought


def told_by_event(external_id: str, occurred_at: datetime, properties: Mapping[str, object]) -> Bought:
    """The purchase an event `purchase` tells of. An amount without a currency, or that is none, counts as not told."""
    currency, amount = str(properties.get("currency") or ""), None
    if CURRENCY.fullmatch(currency) and properties.get("amount") is not None:
        with suppress(BadAmount):
            amount = to_minor(str(properties["amount"]), currency)
    if amount is None or amount < 0:
        amount, currency = None, ""
    return Bought(
        external_id=external_id,
        bought_at=occurred_at,
        amount=amount,
        currency=currency,
        product=_short(properties.get("product"), MAX_PRODUCT),
        category=_short(properties.get("category"), MAX_CATEGORY),
    )


def _short(value: object, most: int) -> str:
    return str(value or "")[:most].strip()


def _number(raw: Raw) -> str:
    number, line = _text("id", raw.id, MAX_ID), _text("line", raw.line, MAX_ID)
    if not number:
        raise BadPurchase("id", "no_number")
    return _text("id", f"{number}#{line}" if line else number, MAX_ID)


def _text(field: str, text: str, most: int) -> str:
    clean = " ".join(text.replace("\0", "").split())
    if not clean.isascii():  # half a sign that no database takes
        clean = clean.encode("utf-8", "replace").decode()
    if len(clean) > most:
        raise BadPurchase(field, "too_long", clean)
    return clean


def _email(text: str) -> str:
    if not text.strip():
        return ""
    email = normal_email(text)
    if email is None:
        raise BadPurchase("email", "email_bad", text)
    return email


def _phone(text: str, country: str) -> str:
    if not text.strip():
        return ""
    phone = normal_phone(text, country)
    if phone is None:
        raise BadPurchase("phone", "phone_bad" if country else "phone_bad_or_no_prefix", text)
    return phone


def _money(bought: Bought, raw: Raw, currency: str) -> None:
    said = raw.state.strip().lower().replace(" ", "_").replace("-", "_")
    state = STATES.get(said, "") if said else ""
    if said and not state:
        raise BadPurchase("state", "state_unknown", raw.state)
    bought.currency = raw.currency.strip().upper()
    if bought.currency and not is_currency(bought.currency):
        raise BadPurchase("currency", "not_currency", raw.currency)
    if raw.amount is not None or raw.refunded is not None:
        bought.assumed = not bought.currency
        bought.currency = bought.currency or currency
    amount = _minor("amount", raw.amount, bought.currency)
    refunded = _minor("refunded", raw.refunded, bought.currency)
    if amount is not None and amount < 0:
        bought.refunded = -amount
        bought.bought_at = None  # the day it was paid back, not bought
    else:
        bought.amount = amount
        bought.refunded = amount if state == REFUND and refunded is None else refunded
    if bought.refunded is not None:
        bought.refunded = abs(bought.refunded)
    if state == REFUND and bought.amount is None and bought.refunded is None:
        bought.state = CANCELLED  # all of an unknown amount was paid back
    elif state:
        bought.state = SALE if state == REFUND else state


def _minor(field: str, amount: Decimal | None, currency: str) -> int | None:
    if amount is None:
        return None
    try:
        return to_minor(amount, currency)
    except BadAmount as error:
        raise BadPurchase(field, "not_amount", str(amount)) from error
