"""Which comments are worth quoting: long enough to say something, clean, in accord with the number, and not twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from responses.rules.likeness import gist_of, says_the_same
from responses.rules.redaction import redacted
from responses.rules.text import tokens

SHORTEST, LONGEST = 40, 220  # letters
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
    vector: bytes | None = None  # what it means, where that is known


@dataclass(frozen=True)
class Quote:
    """What may be shown: redacted, shortened where it is long."""

    response_id: int
    text: str
    score: int
    language: str
    is_pinned: bool = False


def worth_reading(
    candidates: Iterable[Candidate], *, polarity: int, pinned: Collection[int] = (), limit: int = 3
) -> list[Quote]:
    """The pinned ones, then the first candidates (in the caller's order: the newest first) that are worth it.

    Each says something else; what a person pinned stands whatever its length and number, with rude words masked.
    """
    spoken = [one for one in candidates if one.polarity == polarity]
    chosen = [_quote(one, is_pinned=True) for one in spoken if one.response_id in pinned]
    said = [gist_of(one.text, one.vector) for one in spoken if one.response_id in pinned]
    for one in spoken:
        if len(chosen) >= limit:
            break
        if one.response_id in pinned or not _agrees(one) or not SHORTEST <= len(one.text) <= LONGEST * 2:
            continue
        gist = gist_of(one.text, one.vector)
        if gist.words & RUDE or any(says_the_same(gist, other) for other in said):
            continue
        said.append(gist)
        chosen.append(_quote(one))
    return chosen


def masked(text: str) -> str:
    """The text with all but the first letter of rude words as asterisks."""
    found = tokens(text)
    for word, (start, end) in reversed(list(zip(found.words, found.spans, strict=True))):
        if word in RUDE:
            text = text[: start + 1] + "*" * (end - start - 1) + text[end:]
    return text


def _quote(one: Candidate, *, is_pinned: bool = False) -> Quote:
    text = shortened(masked(redacted(one.text.strip())))
    return Quote(one.response_id, text, one.score, one.language, is_pinned)


def shortened(text: str) -> str:
    """At most so many letters, cut between words."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _agrees(one: Candidate) -> bool:
    """A complaint of somebody who gives 9, or praise with a 3, is no example."""
    return one.score >= 7 if one.polarity > 0 else one.score <= 8
