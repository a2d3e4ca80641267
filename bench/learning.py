"""What corrections and answers teach, with and without comparing comments by their meaning: on the golden comments.

Nothing here looks at a comment that it is measured on. No database.
"""

import os
import random
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.servers import Machine
from bench.table import Figure
from responses.rules.asking import Asked, name_words, next_by_words, strangers
from responses.rules.labelled import labelled
from responses.rules.learning import Example, f1, learn, telling_words
from responses.rules.matching import Matcher
from responses.rules.meaning import Meanings, Meant, closeness, learn_by_meaning, learn_own_theme, next_to_ask
from responses.rules.reading import Reader
from responses.rules.scoring import figures
from responses.rules.taxonomy import Changes, changed
from responses.rules.text import PART, STOP, tokens
from responses.transports.embedder import embed_comments

SET = os.environ.get("LEARNING_SET", "comments")  # or trades
GOLDEN = Path(__file__).parents[1] / "tests" / "responses" / "golden" / f"{SET}.jsonl"
CURVE = (20, 50, 100, 200)
DRAWS = 3
TAPS = (20, 50)
ENOUGH = 16  # comments about a theme; below it half of them are too few to measure by
GUARDED, LOSS = 50, -1.0  # what so many corrections may cost at most, in points
OWN = "own"


class Set:
    """The golden comments as the application has them."""

    def __init__(self) -> None:
        embed = embed_comments()
        if embed is None:
            raise SystemExit("The embedding is switched off or not installed: there is nothing to compare.")
        self.rows = labelled(GOLDEN)
        self.reader = Reader(changed(Changes()))
        self.vectors = embed([row["text"] for row in self.rows])
        self.read = [self.reader.features(row["text"], row["lang"]) for row in self.rows]
        self.embed = embed
        self.numbers = {id(row): number for number, row in enumerate(self.rows)}

    def macro(self, reader: Reader, numbers: list[int]) -> float:
        """Of comments by a reader."""

        def said(row: Mapping[str, Any]) -> dict[str, int]:
            vector = self.vectors[self.numbers[id(row)]]
            read = reader.read(row["text"], score=row["score"], hint=row["lang"], vector=vector)
            return {mention.theme: mention.polarity for mention in read.mentions}

        return figures([self.rows[number] for number in numbers], said)[""].macro_f1


def measure(machine: Machine) -> list[Figure]:
    golden = Set()
    return [*_untaught(golden), *_curve(golden), *_own(golden)]


def _untaught(golden: Set) -> Iterator[Figure]:
    """Built-in themes as their words find them, and by nearness to their names alone, with the kindest threshold."""
    everything = list(range(len(golden.rows)))
    yield Figure(
        "built-in themes by their words: macro-F1", 100 * golden.macro(golden.reader, everything), "points"
    )
    best = []
    for key, theme in golden.reader.themes.items():
        near = closeness([*golden.embed([theme.name("es"), theme.name("en")]), *golden.vectors])[:2, 2:].max(
            axis=0
        )
        truth = [key in row["themes"] for row in golden.rows]
        best.append(max(f1(zip(truth, (near >= at / 50).tolist(), strict=True)) for at in range(50)))
    yield Figure("  by nearness to their names: macro-F1", 100 * statistics.mean(best), "points")


def _curve(golden: Set) -> Iterator[Figure]:
    """Comments corrected at random; the others are then read."""
    for many in CURVE:
        gains: dict[str, list[float]] = {"words": [], "meaning": []}
        for draw in range(DRAWS):
            order = shuffled(golden, draw)
            corrected, rest = order[:many], order[many:]
            before = golden.macro(golden.reader, rest)
            for means in gains:
                gains[means].append(golden.macro(taught(golden, corrected, rest, means), rest) - before)
        for means, found in gains.items():
            name = f"{many} corrected, learned by {means}: macro-F1 gained"
            yield Figure(name, 100 * statistics.mean(found), "points")
            if many == GUARDED:
                yield Figure("  in the worst of the draws", 100 * min(found), "points", LOSS, at_least=True)


def taught(golden: Set, corrected: list[int], rest: list[int], means: str) -> Reader:
    """The reader after these corrections; the rest are comments nobody corrected, as their words have them."""
    models, meanings = {}, {}
    found = [themes for _, themes in golden.read]
    for theme in golden.reader.themes:
        truth = {number: theme in golden.rows[number]["themes"] for number in corrected}
        if means == "meaning":
            lesson = learn_by_meaning(
                theme,
                [Meant(golden.vectors[number], found[number], about) for number, about in truth.items()],
                [Meant(golden.vectors[number], found[number], theme in found[number]) for number in rest],
            )
            if lesson and lesson.is_better:
                meanings[theme] = lesson.model.stored
            if lesson:
                continue
        read = [features for features, _ in golden.read]
        plain = learn(
            theme,
            [Example(read[number], about, theme in found[number]) for number, about in truth.items()],
            [Example(read[number], theme in found[number], theme in found[number]) for number in rest],
        )
        if plain and plain.is_better:
            models[theme] = plain.model
    return Reader(golden.reader.themes, models, Meanings(meanings) if meanings else None)


def _own(golden: Set) -> Iterator[Figure]:
    """A theme that is not built in, shown by answering; found in the other half of the comments."""
    counts = {theme: sum(theme in row["themes"] for row in golden.rows) for theme in golden.reader.themes}
    themes = [theme for theme, count in counts.items() if count >= ENOUGH]
    for taps in TAPS:
        for means, way in {"words": ByWords, "meaning": ByMeaning}.items():
            values = []
            for theme in themes:
                for draw in range(DRAWS):
                    order = shuffled(golden, draw)
                    half = len(order) // 2
                    name = golden.reader.themes[theme].name("es" if draw % 2 else "en")
                    values.append(way(golden, theme, name, order[:half]).f1_on(order[half:], taps))
            name = f"an own theme by {means}, {taps} answers: F1"
            yield Figure(name, 100 * statistics.mean(values), "points")


class ByWords:
    """An own theme as it is shown and found by words. Who answers knows, and leaves the ticked words be."""

    def __init__(self, golden: Set, theme: str, name: str, pool: list[int]) -> None:
        self.golden, self.theme, self.name, self.pool = golden, theme, name, pool
        others = Reader({key: one for key, one in golden.reader.themes.items() if key != theme})
        self.comments = [
            Asked(row["text"], others.features(row["text"], row["lang"])[0]) for row in golden.rows
        ]
        self.said: dict[int, bool] = {}

    def truth(self, number: int) -> bool:
        return self.theme in self.golden.rows[number]["themes"]

    def f1_on(self, apart: list[int], taps: int) -> float:
        """After so many answers, of comments that nobody was asked about."""
        while len(self.said) < taps:
            number = self.next()
            self.said[number] = self.truth(number)
        heard = self.heard(apart)
        return f1((self.truth(number), said) for number, said in zip(apart, heard, strict=True))

    def next(self) -> int:
        pool = {number: self.comments[number] for number in self.pool}
        number = next_by_words(OWN, self.name, self.said, pool)
        assert number is not None
        return number

    def words(self) -> list[str]:
        """All that are suggested."""
        plain = {number: _plain(self.comments[number].text) for number in self.pool}
        about = [plain[number] for number, is_about in self.said.items() if is_about]
        others = [plain[number] for number, is_about in self.said.items() if not is_about]
        return [*name_words(self.name), *telling_words(about, [*others, *plain.values()])]

    def holds(self) -> list[bool]:
        """Which comments hold one of the words."""
        matcher = Matcher({OWN: self.words()})
        return [bool(matcher.find(tokens(one.text).words)) for one in self.comments]

    def heard(self, apart: list[int]) -> list[bool]:
        holds, comments = self.holds(), self.comments
        told = [Example(comments[n].features, self.said[n], holds[n]) for n in sorted(self.said)]
        rest = strangers([comments[n].features for n in self.pool if n not in self.said])
        lesson = learn(OWN, told, rest, needed=3)
        if lesson is None or not lesson.is_better:
            return [holds[n] for n in apart]
        return [lesson.model.probability(comments[n].features) >= 0.5 for n in apart]


class ByMeaning(ByWords):
    """The same by what comments mean; only the words of its name are ticked."""

    def next(self) -> int:
        vectors = {number: self.golden.vectors[number] for number in self.pool}
        number = next_to_ask(self.said, vectors, self.golden.embed([self.name])[0])
        assert number is not None
        return number

    def words(self) -> list[str]:
        return name_words(self.name)

    def heard(self, apart: list[int]) -> list[bool]:
        found = [frozenset({OWN} if holds else ()) for holds in self.holds()]
        told = [Meant(self.golden.vectors[n], found[n], about) for n, about in self.said.items()]
        lesson = learn_own_theme(OWN, told) if sum(self.said.values()) >= 3 else None
        if lesson is None:
            return [OWN in found[n] for n in apart]
        sure = Meanings({OWN: lesson.model.stored})
        return [sure.sure(self.golden.vectors[n], found[n])[OWN] for n in apart]


def shuffled(golden: Set, draw: int) -> list[int]:
    """The numbers of all comments in an order of their own."""
    order = list(range(len(golden.rows)))
    random.Random(draw).shuffle(order)
    return order


def _plain(text: str) -> list[str]:
    return [word for word in tokens(text).words if word not in {STOP, PART}]
