"""How well comments are read: themes found, missed and seen where they are not, and how they are spoken of."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from responses.rules.reading import Reader

ENOUGH = 5  # comments of a theme in a language; below it its F1 is chance
Read = Callable[[Mapping[str, Any]], Mapping[str, int]]  # a labelled comment -> {theme: -1, 0, 1}


@dataclass
class Figures:
    """Of one language: how often each theme was found, missed and seen where it is not; and how it was spoken of."""

    comments: int = 0
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right_signs: int = 0
    signs: int = 0

    def precision(self, theme: str) -> float:
        """Of the comments in which a theme was seen, how many are about it."""
        return _share(self.found[theme], self.found[theme] + self.wrong[theme])

    def recall(self, theme: str) -> float:
        """Of the comments about a theme, in how many it was seen."""
        return _share(self.found[theme], self.found[theme] + self.missed[theme])

    def f1(self, theme: str) -> float:
        """Of one theme."""
        tp = self.found[theme]
        return _share(2 * tp, 2 * tp + self.missed[theme] + self.wrong[theme])

    @property
    def themes(self) -> list[str]:
        """Those with enough comments."""
        named = {*self.found, *self.missed}
        return sorted(theme for theme in named if self.found[theme] + self.missed[theme] >= ENOUGH)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the themes with enough comments; 0 without any."""
        return _share(sum(self.f1(theme) for theme in self.themes), len(self.themes))

    @property
    def micro_f1(self) -> float:
        """The F1 of all themes of all comments together, rare ones as well."""
        tp = sum(self.found.values())
        return _share(2 * tp, 2 * tp + sum(self.missed.values()) + sum(self.wrong.values()))

    @property
    def polarity(self) -> float:
        """Of the themes found, how many are heard to be spoken of as they are; what is called neutral is wrong."""
        return _share(self.right_signs, self.signs)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def figures(comments: Iterable[Mapping[str, Any]], read: Read) -> dict[str, Figures]:
    """By language; "" is all of them together. What is labelled as neither praise nor blame counts as a theme only."""
    result: dict[str, Figures] = defaultdict(Figures)
    for comment in comments:
        said = read(comment)
        for one in {id(one): one for one in (result[comment["lang"]], result[""])}.values():
            one.comments += 1
            for theme, sign in comment["themes"].items():
                if theme in said:
                    one.found[theme] += 1
                    one.signs += bool(sign)
                    one.right_signs += bool(sign) and said[theme] == sign
                else:
                    one.missed[theme] += 1
            for theme in said.keys() - comment["themes"].keys():
                one.wrong[theme] += 1
    return dict(result)


def signs_read(reader: Reader, comment: Mapping[str, Any]) -> dict[str, int]:
    """What a reader makes of a labelled comment."""
    read = reader.read(comment["text"], score=comment["score"], hint=comment["lang"])
    return {mention.theme: mention.polarity for mention in read.mentions}


def in_groups(read: Read, groups: Iterable[str]) -> Read:
    """The same, told in groups ("staff support": any of the two) and without themes that the labels do not know."""
    group_of = {theme: group for group in groups for theme in group.split()}

    def grouped(comment: Mapping[str, Any]) -> dict[str, int]:
        sums: dict[str, int] = {}
        for theme, sign in read(comment).items():
            if theme in group_of:
                sums[group_of[theme]] = sums.get(group_of[theme], 0) + sign
        return {group: (total > 0) - (total < 0) for group, total in sums.items()}

    return grouped


@dataclass
class Slips:
    """Where the reading went wrong, most frequent first: what to mend, or to switch off."""

    misleading: Counter[tuple[str, str, str]]  # language, theme, the words it was wrongly seen by
    missed: list[tuple[str, str]]  # theme, comment
    wrong: list[tuple[str, str, str]]  # theme, the words it was seen by, comment
    signs: list[tuple[str, int, str]]  # theme, how it was heard, comment


def slips(comments: Iterable[Mapping[str, Any]], reader: Reader, groups: Iterable[str]) -> Slips:
    """The comments behind the figures, in the order of the file."""
    group_of = {theme: group for group in groups for theme in group.split()}
    result = Slips(Counter(), [], [], [])
    for comment in comments:
        text, themes = comment["text"], comment["themes"]
        read = reader.read(text, score=comment["score"], hint=comment["lang"])
        seen = {group_of[one.theme]: one for one in read.mentions if one.theme in group_of}
        result.missed += [(theme, text) for theme in themes if theme not in seen]
        for theme, mention in seen.items():
            words = text[mention.start : mention.end].lower()
            if theme not in themes:
                result.wrong.append((theme, words, text))
                result.misleading[read.language, theme, words] += 1
            elif themes[theme] and mention.polarity != themes[theme]:
                result.signs.append((theme, mention.polarity, text))
    return result
