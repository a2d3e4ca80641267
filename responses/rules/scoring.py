"""How well comments are read: themes found, missed and seen where they are not, and how they are spoken of."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from responses.rules.reading import Reader

ENOUGH = 5  # comments of a theme in a language; below it its F1 is chance
SIGN = {"positive": 1, "negative": -1}
Read = Callable[[Mapping[str, Any]], Mapping[str, int]]  # a labelled comment -> {theme: -1, 0, 1}


@dataclass
class Figures:
    """Of one language: how often each theme was found, missed and seen where it is not; and how it was spoken of."""

    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right_signs: int = 0
    signs: int = 0

    def f1(self, theme: str) -> float:
        """Of one theme."""
        tp = self.found[theme]
        return 2 * tp / (2 * tp + self.missed[theme] + self.wrong[theme]) if tp else 0.0

    @property
    def themes(self) -> list[str]:
        """Those with enough comments."""
        named = {*self.found, *self.missed}
        return sorted(theme for theme in named if self.found[theme] + self.missed[theme] >= ENOUGH)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the themes with enough comments; 0 without any."""
        if not self.themes:
            return 0.0
        return sum(self.f1(theme) for theme in self.themes) / len(self.themes)

    @property
    def polarity(self) -> float:
        """Of the themes found, how many are heard to be spoken of as they are; what is called neutral is wrong."""
        return self.right_signs / self.signs if self.signs else 0.0


def labelled(path: Path) -> list[dict[str, Any]]:
    """Comments of a file in the shape of tests/responses/golden/comments.jsonl."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def figures(comments: Iterable[Mapping[str, Any]], read: Read) -> dict[str, Figures]:
    """By language; "" is all of them together."""
    result: dict[str, Figures] = defaultdict(Figures)
    for comment in comments:
        said = read(comment)
        for one in (result[comment["lang"]], result[""]):
            for theme, sign in comment["themes"].items():
                if theme in said:
                    one.found[theme] += 1
                    one.signs += 1
                    one.right_signs += said[theme] == SIGN[sign]
                else:
                    one.missed[theme] += 1
            for theme in said.keys() - comment["themes"].keys():
                one.wrong[theme] += 1
    return dict(result)


def signs_read(reader: Reader, comment: Mapping[str, Any]) -> dict[str, int]:
    """What a reader makes of a labelled comment."""
    read = reader.read(comment["text"], score=comment["score"], hint=comment["lang"])
    return {mention.theme: mention.polarity for mention in read.mentions}
