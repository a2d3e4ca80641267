"""Counting what people wrote in their own words, and shares of what they chose."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from responses.maths.interval import Interval, wilson

FEWEST = 10  # below this a share says nothing


@dataclass(frozen=True)
class Said:
    """How many said one thing, and their share of those who answered the question; None below ten of them."""

    name: str  # a code, or the customers' own words
    n: int
    percent: float | None
    interval: Interval | None  # 0 to 1


def said(name: str, n: int, of: int) -> Said:
    """`n` of `of` people."""
    if of < FEWEST:
        return Said(name, n, None, None)
    return Said(name, n, 100 * n / of, wilson(n, of))


def same_words(text: str) -> str:
    """The text without accents, capitals, marks and doubled spaces: "Almacenaje." is "almacenaje"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join(letters.split())


def counted(texts: Iterable[str]) -> list[tuple[str, int]]:
    """The same words by different people are one line, however they were typed; the most frequent first."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for text in texts:
        key = same_words(text)
        if key:
            counts[key] += 1
            shown.setdefault(key, text)
    return [(shown[key], n) for key, n in counts.most_common()]


def known_words(names: Iterable[str]) -> dict[str, str]:
    """Names by their same_words."""
    return {same_words(name): name for name in names}
