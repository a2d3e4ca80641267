"""Comments by their meaning: vectors of a sentence embedding, what is learned from them, and which one to ask about.

Needs numpy. Whoever imports this module does so where vectors are at hand: everything else works without.
Learned is one logistic regression a theme over the vector and the themes that the words found, by Newton's method.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from responses.rules.learning import ANCHOR, FOLDS, Lesson, f1

SIZE: Final = 512
RIDGE: Final = 0.1
STEPS: Final = 12
NEEDED: Final = 5  # corrections of each kind; with fewer nothing can be tried on corrections held apart
SAME: Final = 0.97  # the cosine from which on two comments are one
BY_WORDS: Final = 30.0  # the weight of an own theme's words: they are enough by themselves
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Meant:
    """One comment as it is learned from: its vector, the themes its words found, and what is true of it."""

    vector: bytes
    found: frozenset[str]
    is_about: bool


@dataclass(frozen=True)
class MeaningModel:
    """The weights of one theme: of the vector, of the themes found by words, and the bias."""

    vector: Array
    flags: Mapping[str, float]
    bias: float

    @property
    def stored(self) -> dict[str, Any]:
        """As it is kept, in about four thousand letters."""
        flags = {theme: round(weight, 4) for theme, weight in self.flags.items() if abs(weight) > 1e-3}
        return {"vector": [round(one, 4) for one in self.vector.tolist()], "flags": flags, "bias": self.bias}


class Meanings:
    """The models of one organisation side by side."""

    def __init__(self, stored: Mapping[str, Mapping[str, Any]]) -> None:
        self.themes = tuple(stored)
        self._vectors = np.array([stored[theme]["vector"] for theme in self.themes], dtype=np.float64)
        self._biases = np.array([stored[theme]["bias"] for theme in self.themes])
        self._flags = [stored[theme]["flags"] for theme in self.themes]

    def sure(self, vector: bytes, found: Collection[str]) -> dict[str, bool]:
        """Of each learned theme whether a comment is about it; `found` are the themes its words found."""
        said = self._vectors @ unpacked([vector])[0] + self._biases
        flags = [sum(flags.get(theme, 0.0) for theme in found) for flags in self._flags]
        return {
            theme: bool(one + more >= 0) for theme, one, more in zip(self.themes, said, flags, strict=True)
        }


def packed(vectors: NDArray[Any]) -> list[bytes]:
    """Vectors as they are kept: two bytes a number."""
    return [row.tobytes() for row in np.asarray(vectors, dtype="<f2")]


def unpacked(kept: Sequence[bytes]) -> Array:
    """Kept vectors as rows."""
    return np.frombuffer(b"".join(kept), dtype="<f2").reshape(len(kept), SIZE).astype(np.float64)


def learn_by_meaning(theme: str, corrected: Sequence[Meant], others: Sequence[Meant]) -> Lesson | None:
    """What corrections teach of a built-in theme; None below NEEDED of each kind.

    `others` are comments nobody corrected, with what the words say of them: together they weigh as much as ANCHOR
    corrections. Better than the words is what has at least their F1 on corrections held apart.
    """
    truth = np.array([one.is_about for one in corrected], dtype=bool)
    yes = int(truth.sum())
    if min(yes, len(truth) - yes) < NEEDED:
        return None
    themes = tuple(sorted(frozenset().union(*(one.found for one in (*corrected, *others)))))
    rows, pool = _rows(corrected, themes), _rows(others, themes)
    pool_truth = np.array([one.is_about for one in others], dtype=bool)
    weight = min(1.0, ANCHOR / len(others)) if others else 0.0

    def fitted(kept: NDArray[np.bool_], start: Array | None = None) -> Array:
        answers = np.concatenate([truth[kept], pool_truth])
        weights = np.concatenate([np.ones(int(kept.sum())), np.full(len(others), weight)])
        return _fit(np.vstack([rows[kept], pool]), answers, weights, start)

    everything = fitted(np.ones(len(truth), dtype=bool))
    said = _on_apart(rows, truth, lambda kept: fitted(kept, everything))
    by_words = [theme in one.found for one in corrected]
    f1_words = f1(zip(truth.tolist(), by_words, strict=True))
    f1_model = f1(zip(truth.tolist(), said, strict=True))
    model = MeaningModel(
        everything[:SIZE],
        dict(zip(themes, everything[SIZE:-1].tolist(), strict=True)),
        round(float(everything[-1]), 4),
    )
    is_better = f1_model >= f1_words
    return Lesson(model, yes, len(truth) - yes, f1_words, f1_model, is_better, by_meaning=True)


def learn_own_theme(theme: str, corrected: Sequence[Meant]) -> Lesson | None:
    """What the answers to "is this about it?" teach of an own theme; None where all of them are alike.

    Its words need not be good, so nothing is anchored on them; a comment that holds one is about it all the same.
    """
    truth = np.array([one.is_about for one in corrected], dtype=bool)
    yes = int(truth.sum())
    if yes in {0, len(truth)}:
        return None
    rows = _rows(corrected, ())
    model = _fit(rows, truth, np.ones(len(truth)))
    said = _on_apart(rows, truth, lambda kept: _fit(rows[kept], truth[kept], np.ones(int(kept.sum())), model))
    f1_model = f1(zip(truth.tolist(), said, strict=True))
    by_words = [theme in one.found for one in corrected]
    f1_words = f1(zip(truth.tolist(), by_words, strict=True)) if any(by_words) else None
    learned = MeaningModel(model[:SIZE], {theme: BY_WORDS}, round(float(model[-1]), 4))
    return Lesson(learned, yes, len(truth) - yes, f1_words, f1_model, is_better=True, by_meaning=True)


def next_to_ask(said: Mapping[int, bool], vectors: Mapping[int, bytes], guide: bytes | None) -> int | None:
    """Which comment to ask about: the likeliest, and every third time the one that is least sure.

    `guide` is the vector of the theme's name, followed as long as no comment was about it. None: there is nothing
    to go by, or nothing is left.
    """
    still = sorted(vectors.keys() - said.keys(), reverse=True)
    told = [key for key in said if key in vectors]
    yes = [key for key in told if said[key]]
    if not still or not (yes or guide):
        return None
    pool = unpacked([vectors[key] for key in still])
    if told:  # what says the same as one that was answered teaches little: only when nothing else is left
        new = (pool @ unpacked([vectors[key] for key in told]).T).max(axis=1) < SAME
        if new.any():
            still, pool = [key for key, is_new in zip(still, new, strict=True) if is_new], pool[new]
    if not yes:
        near = pool @ unpacked([guide or b""])[0]
    elif len(yes) == len(told):
        near = pool @ unpacked([vectors[key] for key in yes]).mean(axis=0)
    else:
        rows = unpacked([vectors[key] for key in told])
        model = _fit(rows, np.array([said[key] for key in told]), np.ones(len(told)))
        near = pool @ model[:-1] + model[-1]
        if len(said) % 3 == 2:
            near = -np.abs(near)
    return still[int(np.argmax(near))]


def closeness(kept: Sequence[bytes]) -> Array:
    """The cosine of each vector with each other."""
    rows = unpacked(kept)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows @ rows.T


def _rows(comments: Sequence[Meant], themes: Sequence[str]) -> Array:
    vectors = unpacked([one.vector for one in comments])
    flags = [[float(theme in one.found) for theme in themes] for one in comments]
    return np.hstack([vectors, np.array(flags).reshape(len(comments), len(themes))])


def _on_apart(rows: Array, truth: NDArray[np.bool_], fitted: Any) -> list[bool]:
    """What is said of each correction by a model that has not seen it."""
    said = np.zeros(len(truth), dtype=bool)
    fold = np.arange(len(truth)) % FOLDS
    for number in range(FOLDS):
        apart = fold == number
        kept = truth[~apart]
        if kept.any() and not kept.all():
            model = fitted(~apart)
            said[apart] = rows[apart] @ model[:-1] + model[-1] >= 0
    answers: list[bool] = said.tolist()
    return answers


def _fit(rows: Array, answers: NDArray[Any], weights: Array, start: Array | None = None) -> Array:
    """Logistic regression with a ridge on all weights but the bias, which comes last. Both answers weigh alike."""
    truth = answers.astype(np.float64)
    weights = weights.copy()
    half = weights.sum() / 2
    for answer in (0.0, 1.0):
        of_it = truth == answer
        weights[of_it] *= half / max(1e-9, weights[of_it].sum())
    columns = np.hstack([rows, np.ones((len(rows), 1))])
    ridge = np.full(columns.shape[1], RIDGE)
    ridge[-1] = 1e-6
    model = np.zeros(columns.shape[1]) if start is None else start
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ model, -30, 30)))
        slope = columns.T @ (weights * (truth - chance)) - ridge * model
        curve = columns * np.sqrt(np.maximum(weights * chance * (1 - chance), 1e-6))[:, None]
        step = _solved(curve, ridge, slope)
        model = model + step
        if np.abs(step).max() < 1e-3:
            break
    return model


def _solved(curve: Array, ridge: Array, slope: Array) -> Array:
    """x of (curve'curve + ridge) x = slope, by whichever side is smaller (Woodbury)."""
    if len(curve) >= curve.shape[1]:
        return np.asarray(np.linalg.solve(curve.T @ curve + np.diag(ridge), slope), dtype=np.float64)
    scaled = curve / ridge
    inner = np.linalg.solve(np.eye(len(curve)) + scaled @ curve.T, scaled @ slope)
    return np.asarray(slope / ridge - scaled.T @ inner, dtype=np.float64)
