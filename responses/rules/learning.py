"""Learns from corrections what words alone do not tell, and says when it does no better than the words.

One logistic regression a theme over the themes that the words found, the words themselves and pairs of neighbours,
hashed. It is anchored: what the words say of comments that nobody corrected counts as well, all of it together as
much as ANCHOR corrections, so that a few corrections never turn everything over.
"""

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Protocol

from responses.rules.text import PART, STOP

BUCKETS: Final = 1 << 15
ANCHOR: Final = 15.0
NEEDED: Final = 10  # corrections of each kind
FOLDS: Final = 5
EPOCHS: Final = 12
RATE, RIDGE = 0.5, 1e-3
FLAG: Final = 3.0  # how loud the words' own verdict is
LONGEST: Final = 80  # words of a comment that are learned from
LEAST_GAIN: Final = 0.02  # of F1 on corrections held apart
Features = dict[int, float]


@dataclass(frozen=True)
class Example:
    """One comment as it is learned from; `by_words`: whether the words find the theme in it."""

    features: Features
    is_about: bool
    by_words: bool
    weight: float = 1.0


@dataclass(frozen=True)
class Model:
    """Weights by feature, and the bias at -1."""

    weights: Mapping[int, float]

    @property
    def stored(self) -> dict[str, float]:
        """As it is kept: what weighs next to nothing is left out."""
        return {str(place): round(weight, 4) for place, weight in self.weights.items() if abs(weight) > 1e-3}

    def probability(self, features: Features) -> float:
        """How sure it is that a comment is about the theme, 0 to 1."""
        total = self.weights.get(-1, 0.0)
        for place, value in features.items():
            total += value * self.weights.get(place, 0.0)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


class Learned(Protocol):
    """A model that can be kept."""

    @property
    def stored(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Lesson:
    """What was learned of one theme. `is_better`: on corrections held apart it beat the words."""

    model: Learned
    yes: int
    no: int
    f1_words: float | None
    f1_model: float | None
    is_better: bool
    by_meaning: bool = False  # from vectors (responses/rules/meaning.py), not from words


def features_of(words: Sequence[str], themes: Iterable[str]) -> Features:
    """A comment as numbers: its words, pairs of neighbours, and the themes found by their words."""
    plain = [word for word in words if word not in {STOP, PART}][:LONGEST]
    places = [_place(word) for word in plain]
    places += [_place(f"{one} {other}") for one, other in pairwise(plain)]
    size = 1 / math.sqrt(len(places)) if places else 0.0
    features = dict.fromkeys(places, size * 2)
    for theme in themes:
        features[_place(f"!{theme}")] = FLAG
    return features


def learn(
    theme: str, corrected: Sequence[Example], others: Sequence[Example], needed: int = NEEDED
) -> Lesson | None:
    """What can be learned from corrections; None below so many of each kind. `others`: comments nobody corrected."""
    yes = sum(example.is_about for example in corrected)
    no = len(corrected) - yes
    if min(yes, no) < needed:
        return None
    said: list[tuple[bool, bool, bool]] = []
    for fold in range(FOLDS):
        apart = corrected[fold::FOLDS]
        rest = [example for number, example in enumerate(corrected) if number % FOLDS != fold]
        model = fit(theme, rest, others)
        said += [
            (example.is_about, example.by_words, model.probability(example.features) >= 0.5)
            for example in apart
        ]
    f1_words = f1([(truth, words) for truth, words, _ in said])
    f1_model = f1([(truth, model) for truth, _, model in said])
    mended = sum(truth == model != words for truth, words, model in said)
    broken = sum(truth == words != model for truth, words, model in said)
    is_better = f1_model >= f1_words + LEAST_GAIN and mended >= broken + 2
    return Lesson(fit(theme, corrected, others), yes, no, f1_words, f1_model, is_better)


def fit(theme: str, corrected: Sequence[Example], others: Sequence[Example]) -> Model:
    """Stochastic gradient descent with shrinking steps; both answers weigh alike."""
    share = min(1.0, ANCHOR / len(others)) if others else 0.0
    rows = [(example, example.weight) for example in corrected] + [(example, share) for example in others]
    totals = {
        answer: sum(weight for example, weight in rows if example.is_about is answer) or 1.0
        for answer in (True, False)
    }
    half = sum(weight for _, weight in rows) / 2
    weights: dict[int, float] = {-1: -1.0, _place(f"!{theme}"): 0.8}
    for epoch in range(EPOCHS):
        rate = RATE / (1 + epoch / 3)
        for number in range(len(rows)):
            example, weight = rows[(number * 7919 + epoch * 31) % len(rows)]
            wrong = float(example.is_about) - Model(weights).probability(example.features)
            step = rate * wrong * min(5.0, weight * half / totals[example.is_about])
            weights[-1] += step
            for place, value in example.features.items():
                old = weights.get(place, 0.0)
                weights[place] = old + step * value - RIDGE * rate * weight * old
    return Model(weights)


def f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    """The F1 of (truth, said)."""
    rows = list(pairs)
    found = sum(truth and said for truth, said in rows)
    wrong = sum(truth is not said for truth, said in rows)
    return 2 * found / (2 * found + wrong) if found else 0.0


def telling_words(
    about: Sequence[Sequence[str]], others: Sequence[Sequence[str]], limit: int = 8
) -> list[str]:
    """Words that stand in comments about a theme and hardly elsewhere: what to look for it by."""
    yes, no = _counts(about), _counts(others)
    scored = []
    for word, count in yes.items():
        if count >= 2 and len(word) > 3:
            lift = math.log((count + 0.5) / (len(about) + 1)) - math.log(
                (no.get(word, 0) + 0.5) / (len(others) + 1)
            )
            scored.append((lift * math.sqrt(count), word))
    return [word for lift, word in sorted(scored, reverse=True)[:limit] if lift > 1.0]


def _counts(comments: Sequence[Sequence[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for words in comments:
        for word in set(words):
            counts[word] = counts.get(word, 0) + 1
    return counts


def _place(text: str) -> int:
    return zlib.crc32(text.encode()) % BUCKETS
