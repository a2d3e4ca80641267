"""Words and pairs of words that come up now and hardly did before: what may become a theme.

Log-odds with an informative prior (Monroe, Colaresi and Quinn 2008). Below one comment in twenty nothing here sees
a new theme, and some of what it shows is chance: it is called possible, and its comments are shown.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from responses.rules.languages import SMALL
from responses.rules.text import tokens

LEAST: Final = 8  # comments
Z: Final = 1.96
PRIOR: Final = 100.0
ORDINARY: Final = frozenset().union(*SMALL.values())
MOST: Final = 5
SHARED: Final = 0.6  # of the comments: then two words are one thing


@dataclass(frozen=True)
class Rising:
    """Some words, how many comments hold them now and held them before."""

    words: str
    now: int
    before: int
    z: float


def rising(now: Sequence[str], before: Sequence[str]) -> list[Rising]:
    """What is said now and was not said before, the most certain first."""
    today = [_terms(text) for text in now]
    counts = Counter(term for terms in today for term in terms)
    earlier = Counter(term for text in before for term in _terms(text))
    found = [
        Rising(term, count, earlier[term], z)
        for term, count in counts.items()
        if count >= LEAST and (z := _z(count, len(now), earlier[term], len(before))) > Z
    ]
    # A pair says more than its words alone; of what the same comments say one is enough.
    found.sort(key=lambda one: (-one.z * (1.2 if " " in one.words else 1), one.words))
    chosen: list[Rising] = []
    taken: list[set[int]] = []
    for one in found:
        holding = {number for number, terms in enumerate(today) if one.words in terms}
        if all(len(holding & other) < SHARED * min(len(holding), len(other)) for other in taken):
            chosen.append(one)
            taken.append(holding)
        if len(chosen) == MOST:
            break
    return chosen


def _z(now: int, of_now: int, before: int, of_before: int) -> float:
    total = (now + before) / max(1, of_now + of_before)
    prior_yes, prior_no = PRIOR * total, PRIOR * (1 - total)

    def odds(yes: int, of: int) -> float:
        return math.log((yes + prior_yes) / max(1e-9, of - yes + prior_no))

    change = odds(now, of_now) - odds(before, of_before)
    return change / math.sqrt(1 / (now + prior_yes) + 1 / (before + prior_yes))


def _terms(text: str) -> frozenset[str]:
    words = tokens(text).words
    telling = [_says_something(word) for word in words]
    singles = {word for word, tells in zip(words, telling, strict=True) if tells}
    pairs = {
        f"{one} {other}"
        for (one, tells), (other, also) in pairwise(zip(words, telling, strict=True))
        if tells and also
    }
    return frozenset(singles | pairs)


def _says_something(word: str) -> bool:
    return len(word) > 3 and word.isalpha() and word not in ORDINARY
