"""Which comments are worth quoting: long enough to say something, clean, in accord with the number, and not twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from responses.rules.redaction import redacted
from responses.rules.text import PART, STOP, tokens

SHORTEST, LONGEST = 40, 220  # letters
ALIKE: Final = 0.6  # of the words two comments share
_RUDE: Final = (
    "mierda puta puto putas putos carajo cabron cabrones cabrona joder jodan jodido pendejo pendejos pendeja verga"
    " culero culiao culiado weon huevon gilipollas hijueputa malparido malparidos chingar chingada  boludo pelotudo"
    " imbecil imbeciles idiota idiotas estupido estupidos fuck fucking fucked fucker shit shitty bullshit asshole"
    " bastard bastards bitch crap dick cunt wanker twat damn idiot idiots moron morons stupid merda caralho porra foda"
    " putain merde connard salope scheisse arschloch"
)
RUDE: Final = frozenset(_RUDE.split())


@dataclass(frozen=True)
class Candidate:
    """One comment that could be quoted of a theme."""

    response_id: int
    text: str
    score: int
    polarity: int
    language: str


@dataclass(frozen=True)
class Quote:
    """What may be shown: redacted, shortened where it is long."""

    response_id: int
    text: str
    score: int
    language: str


def worth_reading(candidates: Iterable[Candidate], *, polarity: int, limit: int = 3) -> list[Quote]:
    """The first candidates (the caller's order: the newest first) that are worth it, each saying something else."""
    chosen: list[Quote] = []
    said: list[frozenset[str]] = []
    for one in candidates:
        if one.polarity != polarity or not _agrees(one) or not SHORTEST <= len(one.text) <= LONGEST * 2:
            continue
        words = frozenset(word for word in tokens(one.text).words if word not in {STOP, PART})
        if words & RUDE or any(_alike(words, other) for other in said):
            continue
        said.append(words)
        chosen.append(Quote(one.response_id, shortened(redacted(one.text.strip())), one.score, one.language))
        if len(chosen) == limit:
            break
    return chosen


def shortened(text: str) -> str:
    """At most so many letters, cut between words."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _agrees(one: Candidate) -> bool:
    """A complaint of somebody who gives 9, or praise with a 3, is no example."""
    return one.score >= 7 if one.polarity > 0 else one.score <= 8


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one | other)
    return bool(both) and len(one & other) / both > ALIKE
