"""Takes out of a comment what names a person: addresses, numbers, accounts. Names of people it cannot tell."""

import re
from collections.abc import Callable
from typing import Final

_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK: Final = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b", re.IGNORECASE)
_DIGITS: Final = re.compile(r"(?<![\w])\+?\(?\d[\d ().\-]{5,22}\d(?!\w)")
_ID: Final = re.compile(
    r"\b(?:\d{7,8}[ -]?[A-Z]|[XYZ][ -]?\d{7}[ -]?[A-Z]|\d{1,2}\.?\d{3}\.?\d{3}-[\dK])\b", re.IGNORECASE
)
_CPF: Final = re.compile(r"\b\d{3}\.?\d{3}\.?\d{3}-?\d{2}\b")
_LETTERS: Final = "TRWAGMYFPDXBNJZSQVHLCKE"
CARD_LENGTHS: Final = range(13, 20)
PHONE_LENGTHS: Final = range(8, 16)


def redacted(text: str) -> str:
    """The comment with [email], [link], [account], [id], [card] and [phone] in the places of such things."""
    text = _EMAIL.sub("[email]", text)
    text = _LINK.sub("[link]", text)
    text = _IBAN.sub(_if(_is_iban, "[account]"), text)
    text = _ID.sub(_if(_is_id, "[id]"), text)
    text = _CPF.sub(_if(_is_cpf, "[id]"), text)
    return _DIGITS.sub(_number, text)


def _if(genuine: Callable[[str], bool], sign: str) -> Callable[[re.Match[str]], str]:
    return lambda found: (
        sign if genuine(re.sub(r"[^0-9A-Za-z]", "", found.group()).upper()) else found.group()
    )


def _number(found: re.Match[str]) -> str:
    """A card by its check digit; a telephone by its length and look; anything else stays, such as a price or a day."""
    text = found.group()
    digits = re.sub(r"\D", "", text)
    if len(digits) in CARD_LENGTHS and _luhn(digits):
        return "[card]"
    is_date = re.fullmatch(r"\d{1,4}[.\- ]\d{1,2}[.\- ]\d{2,4}", text)
    is_amount = re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+", text) and len(digits) < 10
    if len(digits) in PHONE_LENGTHS and not is_date and not is_amount:
        return "[phone]"
    return text


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_iban(text: str) -> bool:
    if not 15 <= len(text) <= 34:
        return False
    turned = text[4:] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _is_id(text: str) -> bool:
    """Spanish DNI and NIE, Chilean RUT."""
    if text[0] in "XYZ":
        text = str("XYZ".index(text[0])) + text[1:]
    number, check = text[:-1], text[-1]
    if not number.isdecimal():
        return False
    if check.isalpha() and check != "K" and len(number) == 8:
        return _LETTERS[int(number) % 23] == check
    total = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(number)))
    rut = (11 - total % 11) % 11
    return ("K" if rut == 10 else str(rut)) == check or (
        check.isalpha() and len(number) == 8 and _LETTERS[int(number) % 23] == check
    )


def _is_cpf(text: str) -> bool:
    """Brazilian CPF."""
    if len(set(text)) == 1:
        return False
    for length in (9, 10):
        total = sum(int(digit) * (length + 1 - place) for place, digit in enumerate(text[:length]))
        if (total * 10 % 11) % 10 != int(text[length]):
            return False
    return True
