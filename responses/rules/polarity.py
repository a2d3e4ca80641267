"""How a comment speaks of each of its themes: by the words near it, the sentence, the rest, and the score given.

What praises or complains counts by its nearness; a comma or "and" makes it farther, the end of a sentence or a "but"
parts it. The score tips the balance, most of all where the words say little.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from responses.rules.matching import Hit, Matcher
from responses.rules.taxonomy import moods
from responses.rules.text import BLAME, PART, PRAISE, STOP

GOOD, BAD, NEGATOR, WISH, BUT = "good", "bad", "negator", "wish", "but"
UNSURE: Final = 0.1  # a leaning smaller than this is none
NEGATED_WITHIN: Final = 3
ALIKE: Final = frozenset({"y", "e", "and", "et", "und", "o", "or", "ni"})
NOT_ONLY: Final = frozenset({"solo", "only", "so", "seulement", "nur", "just", "doubt", "duda", "mas"})
# Turned round they say the contrary less strongly: "not expensive" is milder than "cheap".
TURNED_GOOD, TURNED_BAD = -1.0, 0.7
LONE_NEGATOR, UNMET_WISH, UNMET_PRAISE = -0.45, -0.8, -0.6
A_BIT: Final = frozenset({("un", "poco"), ("una", "poca"), ("um", "pouco"), ("un", "peu")})
HALF_NEGATORS: Final = frozenset({"poco", "poca", "nada"})  # also where they stand within what complains
WEAK_NEGATORS: Final = frozenset(
    ["ni", "ne", "n", "sin", "peu", "menos", "without", "sem", "ohne", "sans"]
)  # alone they say nothing
BY_SCORE: Final = (*(-0.6,) * 5, *(-0.4,) * 2, *(0.0,) * 2, *(0.45,) * 2)
CLASH: Final = 0.6
# Who names one of these and says nothing of it, complains; nobody mentions a bill that was right.
COMPLAINED_OF: Final = frozenset(
    {"account_access", "app_web", "billing_payment", "order_accuracy", "price", "returns_refunds", "support"}
    | {"trust_security", "wait_times"}
)


@cache
def mood_matcher(language: str) -> Matcher:
    """Everything a language has to say how something is meant."""
    words = moods(language)
    return Matcher(
        {
            GOOD: (*words.good, PRAISE),
            BAD: (*words.bad, BLAME),
            NEGATOR: words.negators,
            WISH: words.wishes,
            BUT: words.but,
        }
    )


@dataclass(slots=True)
class Mood:
    """A comment as it leans: what each place says, how far apart the places are, and in which part they stand."""

    words: Sequence[str]
    far: list[float]
    part: list[int]
    leanings: list[tuple[int, float]]  # place, -1 to 1
    contrasted: frozenset[int]  # parts that begin with a "but"

    def of_part(self, number: int) -> float:
        """The sum of what one part says."""
        return sum(value for place, value in self.leanings if self.part[place] == number)

    @property
    def whole(self) -> float:
        """How the comment leans altogether, -1 to 1."""
        return math.tanh(sum(value for _, value in self.leanings))

    @property
    def is_mixed(self) -> bool:
        """Whether it both praises and complains."""
        return any(value > 0 for _, value in self.leanings) and any(value < 0 for _, value in self.leanings)


def mood_of(words: Sequence[str], language: str) -> Mood:
    """What a comment says of how things are, wherever it says it."""
    hits = mood_matcher(language).find(words)
    spoken = _longest([hit for hit in hits if hit.label in {GOOD, BAD}])
    inside = {place for hit in spoken for place in range(hit.first, hit.last + 1)}
    # "Still waiting" complains and parts nothing; "sin embargo" parts and denies nothing.
    buts = [hit for hit in hits if hit.label == BUT and not (hit.words == 1 and hit.first in inside)]
    parting = {place for hit in buts for place in range(hit.first, hit.last + 1)}
    far, part, contrasted = _places(words, buts)
    negations = {words[hit.first] for hit in hits if hit.label == NEGATOR}
    negators = [
        hit.first
        for hit in hits
        if hit.label == NEGATOR
        and hit.first not in parting
        and (hit.first not in inside or words[hit.first] in HALF_NEGATORS)
        and not _is_not_only(words, hit.first)
        and not _is_a_bit(words, hit.first)
    ]
    wishes = [hit.first for hit in hits if hit.label == WISH and hit.first not in inside]
    wishing = {part[place] for place in wishes}
    leanings, used = [], set()
    for hit in spoken:
        value = 1.0 if hit.label == GOOD else -1.0
        turned = [
            place
            for place in negators
            if part[place] == part[hit.first] and _turns(place, hit, words, language)
        ]
        used.update(turned)
        # "Ningún problema" and "nunca fallan" are turned round already; a second "no" in Spanish changes nothing.
        if turned and not (words[hit.first] in negations and hit.words > 1):
            value = TURNED_GOOD if value > 0 else TURNED_BAD
        if value > 0 and part[hit.first] in wishing:
            value = UNMET_PRAISE
        leanings.append((hit.first, value))
    lone = [place for place in negators if place not in used | inside and words[place] not in WEAK_NEGATORS]
    leanings += [(place, LONE_NEGATOR) for place in lone]
    leanings += [(place, UNMET_WISH) for place in wishes]
    return Mood(words, far, part, leanings, contrasted)


def _is_not_only(words: Sequence[str], place: int) -> bool:
    """ "Not only", "no doubt": nothing is denied."""
    return place + 1 < len(words) and words[place + 1] in NOT_ONLY


def _is_a_bit(words: Sequence[str], place: int) -> bool:
    """ "Un poco antipático" is not "poco antipático"."""
    return place > 0 and (words[place - 1], words[place]) in A_BIT


def _places(words: Sequence[str], buts: Sequence[Hit]) -> tuple[list[float], list[int], frozenset[int]]:
    starts = {hit.first for hit in buts}
    far, part, contrasted = [], [], set()
    distance, number, is_new = 0.0, 0, True
    for place, word in enumerate(words):
        if word == STOP:
            number, is_new = (number if is_new else number + 1), True
        elif place in starts:
            number = number if is_new and place else number + (place > 0)
            contrasted.add(number)
        distance += 4 if word == PART else 2 if word in ALIKE else 1
        is_new = is_new and word in {STOP, PART}
        far.append(distance)
        part.append(number)
    return far, part, frozenset(contrasted)


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of hits that share words the longest; at one place of two alike the complaint."""
    order = sorted(hits, key=lambda hit: (-hit.words, hit.last - hit.first, hit.label == GOOD))
    taken: set[int] = set()
    kept = []
    for hit in order:
        places = (
            range(hit.first, hit.last + 1) if hit.last - hit.first + 1 == hit.words else (hit.first, hit.last)
        )
        if not taken.intersection(places):
            taken.update(places)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _turns(negator: int, hit: Hit, words: Sequence[str], language: str) -> bool:
    """Whether a negation means these words: shortly before them, in German and French just behind them as well."""
    if negator < hit.first:
        between = words[negator + 1 : hit.first]
        most = NEGATED_WITHIN - (words[negator] in WEAK_NEGATORS)
    else:
        between, most = words[hit.last + 1 : negator], 1 if language in {"de", "fr"} else -1
    return len(between) <= most and not {STOP, PART}.intersection(between)


def leaning_at(mood: Mood, hit: Hit, themed: frozenset[int]) -> float | None:
    """How the words around one hit lean, -1 to 1; None where nothing near it says anything.

    `themed`: the parts of the comment that have a theme of their own. Without a word in its own part the one behind
    it speaks, if it has no theme; a part after "but" that says nothing means the contrary of the one before.
    """
    number, here = mood.part[hit.first], mood.far[hit.first]
    near = 0.0
    spoke = False
    for place, value in mood.leanings:
        if mood.part[place] == number:
            spoke = True
            inside = hit.first <= place <= hit.last
            near += value * (1.5 if inside else 1 / (1 + (mood.far[place] - here) ** 2 / 6))
    if spoke:
        return math.tanh(1.5 * near)
    if number in mood.contrasted and number:
        before = mood.of_part(number - 1)
        return -0.5 if before > 0 else 0.5 if before < 0 else None
    for other in (number + 1, number - 1):
        if other not in themed and (said := mood.of_part(other)):
            return math.tanh(said)
    return None


def polarity(
    mood: Mood, hits: Sequence[Hit], themed: frozenset[int], score: int | None, theme: str = ""
) -> int:
    """-1, 0 or 1: how the comment speaks of one theme, named by these hits."""
    found = [value for hit in hits if (value := leaning_at(mood, hit, themed)) is not None]
    words = sum(found) / len(found) if found else 0.5 * mood.whole
    by_score = BY_SCORE[score] if score is not None else 0.0
    if found and mood.is_mixed:
        by_score *= 0.5
    total = words + by_score
    if abs(total) <= UNSURE and mood.leanings and not mood.is_mixed:
        total = mood.whole  # said too far from the theme to be near it, and yet of nothing else
    if abs(total) <= UNSURE:
        return -1 if theme in COMPLAINED_OF else 0
    return 1 if total > 0 else -1


def clashes(mood: Mood, score: int | None) -> bool:
    """Whether words and number say the contrary of each other, as where the scale was read backwards."""
    if score is None:
        return False
    return (score >= 9 and mood.whole < -CLASH) or (score <= 3 and mood.whole > CLASH)
