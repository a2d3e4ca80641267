"""Finds words, beginnings of words, phrases and pairs of words in a comment, all at once.

An entry is written as in words/core.toml: `word`, `word*` (any ending), `several words` (a phrase; each of them may
end in *), `a~b` (both within REACH words, in any order).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from responses.rules.text import PART, STOP, tokens

REACH: Final = 5
LONGEST_ENTRY: Final = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A label and the words that name it: first and last place in the list of words; `words` of them."""

    label: str
    first: int
    last: int
    words: int


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    is_beginning: bool

    def fits(self, word: str) -> bool:
        return word.startswith(self.text) if self.is_beginning else word == self.text


_Rest = tuple[tuple[_Part, ...], str]  # the words after the second, and the label


@dataclass(slots=True)
class _Found:
    """What begins with one word: labels that it names alone, phrases and pairs it may begin."""

    labels: list[str] = field(default_factory=list)
    phrases: dict[str, list[_Rest]] = field(default_factory=dict)  # by their second word
    loose: list[tuple[_Part, _Rest]] = field(default_factory=list)  # phrases whose second word is a beginning
    pairs: dict[str, list[str]] = field(default_factory=dict)  # by the other word
    loose_pairs: list[tuple[_Part, str]] = field(default_factory=list)

    def add(self, other: "_Found") -> None:
        """Take in what another means as well."""
        self.labels += [label for label in other.labels if label not in self.labels]
        for word, rests in other.phrases.items():
            self.phrases.setdefault(word, []).extend(rests)
        self.loose += other.loose
        for word, labels in other.pairs.items():
            self.pairs.setdefault(word, []).extend(labels)
        self.loose_pairs += other.loose_pairs


_NOTHING: Final = _Found()


def entry_parts(entry: str) -> list[str] | None:
    """The words of an entry with their *, folded; None where it holds no word."""
    pieces = entry.replace("~", " ").replace('"', " ").split()
    parts = []
    for piece in pieces:
        words = tokens(piece.rstrip("*")).words
        words = [word for word in words if word not in {STOP, PART}]
        if words:
            parts += [*words[:-1], words[-1] + ("*" if piece.endswith("*") else "")]
    return parts or None


class Matcher:
    """All entries of all labels, ready to be looked for."""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, _Found] = {}
        self._beginnings: dict[str, _Found] = {}
        for label, texts in entries.items():
            for text in texts:
                self._add(label, text)
        self._lengths = sorted({len(text) for text in self._beginnings})
        self._known: dict[str, _Found] = {}

    def _add(self, label: str, text: str) -> None:
        parts = entry_parts(text)
        if parts is None:
            return
        made = [_Part(part.rstrip("*"), part.endswith("*")) for part in parts]
        if "~" in text and len(made) == 2:
            for one, other in (made, made[::-1]):
                place = self._place(one)
                if other.is_beginning:
                    place.loose_pairs.append((other, label))
                else:
                    place.pairs.setdefault(other.text, []).append(label)
        elif len(made) > 1:
            place, rest = self._place(made[0]), (tuple(made[2:]), label)
            if made[1].is_beginning:
                place.loose.append((made[1], rest))
            else:
                place.phrases.setdefault(made[1].text, []).append(rest)
        else:
            found = self._place(made[0])
            if label not in found.labels:
                found.labels.append(label)

    def _place(self, part: _Part) -> _Found:
        index = self._beginnings if part.is_beginning else self._exact
        return index.setdefault(part.text, _Found())

    def _look(self, word: str) -> _Found:
        """What a word may mean; remembered, for the same words come again and again."""
        found = [self._exact[word]] if word in self._exact else []
        found += [self._beginnings[word[:n]] for n in self._lengths if word[:n] in self._beginnings]
        meant = _NOTHING
        if found:
            meant = _Found()
            for one in found:
                meant.add(one)
        if len(self._known) > 50_000:
            self._known.clear()
        self._known[word] = meant
        return meant

    def knows(self, word: str) -> bool:
        """Whether a word, alone or with others, means anything here."""
        return (self._known.get(word) or self._look(word)) is not _NOTHING

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every hit, in the order of the words."""
        hits: list[Hit] = []
        known, look = self._known, self._look
        last = len(words) - 1
        for place, word in enumerate(words):
            found = known.get(word) or look(word)
            if found is _NOTHING:
                continue
            hits += [Hit(label, place, place, 1) for label in found.labels]
            if place == last:
                break
            if found.phrases or found.loose:
                hits += _phrases(words, place, found)
            if found.pairs or found.loose_pairs:
                hits += _pairs(words, place, found)
        return hits


def _phrases(words: Sequence[str], place: int, found: _Found) -> list[Hit]:
    second = words[place + 1]
    rests = list(found.phrases.get(second, ()))
    rests += [rest for part, rest in found.loose if part.fits(second)]
    hits = []
    for rest, label in rests:
        end = place + 1 + len(rest)
        if end < len(words) and all(part.fits(words[place + 2 + number]) for number, part in enumerate(rest)):
            hits.append(Hit(label, place, end, len(rest) + 2))
    return hits


def _pairs(words: Sequence[str], place: int, found: _Found) -> list[Hit]:
    """The pairs that end with a word behind this one; those that end before it are found from there."""
    hits = []
    for behind in range(place + 1, min(len(words), place + 1 + REACH)):
        word = words[behind]
        if word == STOP:
            break
        hits += [Hit(label, place, behind, 2) for label in found.pairs.get(word, ())]
        hits += [Hit(label, place, behind, 2) for part, label in found.loose_pairs if part.fits(word)]
    return hits
