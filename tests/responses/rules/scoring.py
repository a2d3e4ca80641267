"""How well a reader does on labelled comments, by the rules of the gate."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parents[1] / "golden" / "comments.jsonl"
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
        tp = self.found[theme]
        return 2 * tp / (2 * tp + self.missed[theme] + self.wrong[theme]) if tp else 0.0

    @property
    def themes(self) -> list[str]:
        """Those with enough comments."""
        named = {*self.found, *self.missed}
        return sorted(theme for theme in named if self.found[theme] + self.missed[theme] >= ENOUGH)

    @property
    def macro_f1(self) -> float:
        return sum(self.f1(theme) for theme in self.themes) / len(self.themes)

    @property
    def polarity(self) -> float:
        return self.right_signs / self.signs


def labelled(path: Path = GOLDEN) -> list[dict[str, Any]]:
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
