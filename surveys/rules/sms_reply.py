"""What an SMS that comes back as an answer says: a number from 0 to 10, a number that is none of these, or words."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_WORDS = {
    "cero": 0, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10,
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
}  # fmt: skip
# "9", "9!", "9/10", "9 de 10", "un 9", "le doy un 9", "nota: 9", "#9"
_OUT_OF_TEN = re.compile(r"\s*(?:/|de|sobre|out of|of)\s*10\b")
_NUMBER = re.compile(r"(?<![\w.,:/-])-?\d+(?:[.,]\d+)?(?![\w:/-])")
_LEADING = re.compile(
    r"^(?:(?:un|una|a|an|the|el|mi|my|nota|puntaje|puntuacion|calificacion|score|es|is|le|les|te|doy|pongo|daria|i|d|"
    r"give|you|would|it|rate|say|digo|creo|que|hola|hi|hello|numero|number)\b[\s:,.!#='’-]*)+"
)
# "2 días" is a time, "cero problemas" is praise: no score.
_COUNTS = re.compile(
    r"\s*(?:%|minut|hora|hour|dia|day|semana|week|mes(?:es)?\b|month|ano|year|vez|veces|time|persona|people|euro|peso|dolar|"
    r"dollar|usd|eur|cop|mxn|estrella|star)"
)
_ENDS_A_WORD = re.compile(
    r"\s*(?:$|[^\w\s]|porque\b|because\b|por\b|puntos?\b|points?\b|(?:de|out of|of) 10\b)"
)
LONGEST_COMMENT = 2000


class Meaning(StrEnum):
    SCORE = "score"
    UNCLEAR = "unclear"  # 11, 9.5, two numbers: better ask than guess
    WORDS = "words"  # no number at all


@dataclass(frozen=True)
class Reply:
    meaning: Meaning
    score: int | None = None
    comment: str = ""  # what was written after the number


def read_reply(text: str) -> Reply:
    """The number a person leads with, and what follows as the reason. Never a guess: "7 or 8" is unclear."""
    said = unicodedata.normalize("NFKC", text).strip()
    folded = _fold(said)
    lead = _LEADING.match(folded)
    start = lead.end() if lead else 0
    rest = folded[start:].lstrip("#\"'([*= ")
    start = len(folded) - len(rest)
    word = re.match(r"[a-z]+\b", rest)
    if word and word.group() in _WORDS:
        end = start + word.end()
        is_score = _ENDS_A_WORD.match(folded, end)
        return _scored(_WORDS[word.group()], said, folded, end) if is_score else Reply(Meaning.WORDS)
    numbers = list(_NUMBER.finditer(_OUT_OF_TEN.sub(lambda found: " " * len(found.group()), folded)))
    if not numbers:
        return Reply(Meaning.WORDS)
    first = numbers[0]
    # A number deep inside a sentence ("I waited 3 hours") is no score.
    if first.start() > start:
        return Reply(Meaning.WORDS)
    whole = first.group().isdigit() and int(first.group()) <= 10
    if not whole or _COUNTS.match(folded, first.end()) or _offers_two(folded, numbers):
        return Reply(Meaning.UNCLEAR)
    return _scored(int(first.group()), said, folded, first.end())


def _offers_two(folded: str, numbers: list[re.Match[str]]) -> bool:
    """7-8, "7 u 8", "7 or 8", "7 8"."""
    if len(numbers) < 2:
        return False
    between = folded[numbers[0].end() : numbers[1].start()]
    return bool(re.fullmatch(r"\s*(?:o|u|or|y|and|a|to|ó|,|\s)\s*", between))


def _scored(score: int, said: str, folded: str, end: int) -> Reply:
    out_of = _OUT_OF_TEN.match(folded, end)
    end = out_of.end() if out_of else end
    comment = said[end:] if len(said) == len(folded) else folded[end:]
    comment = comment.lstrip(" \t\r\n.,;:!?-–—)]\"'*/=").strip()
    return Reply(Meaning.SCORE, score, comment[:LONGEST_COMMENT])


def _fold(text: str) -> str:
    """Small letters without accents, sign for sign, so that places in it are places in the text."""
    folded = []
    for sign in text:
        plain = "".join(
            part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part)
        )
        plain = plain.lower()
        folded.append(plain if len(plain) == 1 else sign)
    return "".join(folded)
