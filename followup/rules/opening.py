"""Which rule an answer falls under. Plain Python: a condition is a name, what is wanted, and a function below."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

CRITICISED: Final = "bad"


@dataclass(frozen=True)
class Facts:
    """What is known of an answer when it arrives."""

    score: int
    wants_contact: bool
    comment: str
    language: str
    properties: Mapping[str, str]
    in_segment: Callable[[int], bool]  # asked only when a rule wants to know
    themes: Callable[[], Mapping[str, int]]  # how each theme of the comment is spoken of; likewise


def catches(conditions: Mapping[str, Any], facts: Facts) -> bool:
    """Whether every condition holds. One that nobody knows any more holds for no answer."""
    return all(name in CONDITIONS and CONDITIONS[name](wanted, facts) for name, wanted in conditions.items())


def keywords(text: str) -> list[str]:
    """The words of "late, broken, no llegó"."""
    return [word for piece in text.split(",") if (word := piece.strip())]


def number(text: str) -> Decimal | None:
    """The number a property holds, if it holds one."""
    try:
        found = Decimal(str(text).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _score(wanted: list[int], facts: Facts) -> bool:
    return wanted[0] <= facts.score <= wanted[1]


def _contact(_wanted: bool, facts: Facts) -> bool:
    return facts.wants_contact


def _keyword(wanted: str, facts: Facts) -> bool:
    comment = _fold(facts.comment)
    return any(re.search(rf"\b{re.escape(_fold(word))}", comment) for word in keywords(wanted))


def _language(wanted: str, facts: Facts) -> bool:
    return facts.language.split("-")[0] == wanted


def _property(wanted: list[str], facts: Facts) -> bool:
    return _fold(facts.properties.get(wanted[0], "")) == _fold(wanted[1])


def _value(wanted: list[str], facts: Facts) -> bool:
    has, least = number(facts.properties.get(wanted[0], "")), number(wanted[1])
    return has is not None and least is not None and has >= least


def _segment(wanted: int, facts: Facts) -> bool:
    return facts.in_segment(wanted)


def _theme(wanted: list[str], facts: Facts) -> bool:
    found = facts.themes().get(wanted[0])
    return found is not None and (wanted[1] != CRITICISED or found < 0)


CONDITIONS: Final[dict[str, Callable[[Any, Facts], bool]]] = {
    "score": _score,
    "contact": _contact,
    "keyword": _keyword,
    "language": _language,
    "property": _property,
    "value": _value,
    "segment": _segment,
    "theme": _theme,
}


def _fold(text: str) -> str:
    """Without capitals, accents and spaces around it."""
    plain = unicodedata.normalize("NFKD", str(text).strip().casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
