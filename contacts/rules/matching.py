"""The normal form of an e-mail address and of a telephone number: two spellings of one address must meet."""

import hmac
import re
from functools import lru_cache

import phonenumbers

from contacts.rules.plain_phone import plain_phone

# The local part as mail servers really accept it; quoted local parts do not occur in customers' lists.
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*")
# What nearly every address looks like; the rest takes a closer look. A domain's label has at most 63 signs.
_PLAIN = re.compile(r"[A-Za-z0-9_]+(?:[._+-][A-Za-z0-9_]+)*@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202c\u202d\u202e"))
MAX_EMAIL = 254
MAX_LOCAL = 64
_MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


def normal_email(text: str) -> str | None:
    """The address in lower case with an ASCII domain, or None when it is not an address."""
    if _PLAIN.fullmatch(text) and len(text) <= MAX_LOCAL:
        return text.lower()
    address = text.translate(_INVISIBLE).strip().lower().removeprefix("mailto:")
    local, at, domain = address.rpartition("@")
    if not at or len(local) > MAX_LOCAL or not _LOCAL.fullmatch(local):
        return None
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode()
        except UnicodeError:
            return None
    address = f"{local}@{domain}"
    return address if len(address) <= MAX_EMAIL and _DOMAIN.fullmatch(domain) else None


def normal_phone(text: str, country: str) -> str | None:
    """The number in E.164 (+573001234567), or None. `country` (CO, MX) reads numbers without a prefix."""
    if plain := plain_phone(text, country):
        return plain
    # A guarded spreadsheet cell starts with an apostrophe; a number read as a decimal ends in .0.
    written = text.translate(_INVISIBLE).strip().removeprefix("'").removesuffix(".0")
    if written.startswith("00"):
        written = "+" + written[2:]
    try:
        number = phonenumbers.parse(written, country or None)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def number_of_sender(written: str, country: str) -> str | None:
    """The E.164 number of whoever sent an SMS; gateways leave the plus out. None for a name or a short number."""
    digits = written.strip().lstrip("+")
    return normal_phone(f"+{digits}", "") or normal_phone(written, country)


@lru_cache(maxsize=10_000)
def takes_sms(phone: str) -> bool:
    """Whether an E.164 number can receive an SMS: a mobile's, or one that may be, as all are in the USA."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return False
    return kind in _MOBILE


def country_of(region: str) -> str:
    """The country of a region such as es-CO; empty when it names none."""
    tail = region.replace("_", "-").rpartition("-")[2]
    return tail.upper() if len(tail) == 2 and "-" in region.replace("_", "-") else ""


def address_hash(address: str, key: str) -> str:
    """A keyed hash of an address: tells that one is known without keeping it."""
    spelled = normal_email(address) or re.sub(r"[\s()-]", "", address).lower()
    return hmac.digest(key.encode(), spelled.encode(), "sha256").hex()
