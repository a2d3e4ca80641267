"""What a word that nobody knows was meant to be: written as it sounds ("serbicio"), or with one slip ("entraga")."""

from collections.abc import Iterable
from typing import Final

SOUNDS_FROM: Final = 5  # letters
SLIPS_FROM: Final = 7
STEM_FROM: Final = 6
_SOUNDS: Final = (
    ("qu", "k"),
    ("ch", "%"),
    ("h", ""),
    ("ll", "y"),
    ("v", "b"),
    ("z", "s"),
    ("ce", "se"),
    ("ci", "si"),
    ("ge", "je"),
    ("gi", "ji"),
    ("c", "k"),
    ("rr", "r"),
    ("ss", "s"),
    ("nn", "n"),
)


def sound(word: str) -> str:
    """A word as Spanish and Portuguese sound: b and v, s and z, c and k are one."""
    for letters, heard in _SOUNDS:
        word = word.replace(letters, heard)
    return word


class Speller:
    """Knows the words that mean something, and those that are right although they mean nothing here.

    `small`: words so common that others are taken for a slip of them; `ordinary`: right ones that nothing is a slip of.
    """

    def __init__(self, entries: Iterable[str], small: Iterable[str], ordinary: Iterable[str] = ()) -> None:
        self._ordinary = frozenset(ordinary)
        self._known = set(small)
        self._stems: set[str] = set()
        for entry in entries:
            (self._stems if entry.endswith("*") else self._known).add(entry.rstrip("*"))
        words = {word for word in self._known if len(word) >= SOUNDS_FROM}
        self._heard = {sound(word): word for word in sorted(words)}
        self._heard_stems = {sound(stem): stem for stem in self._stems if len(stem) >= SOUNDS_FROM}
        self._slips: dict[str, list[str]] = {}
        for word in sorted(words | {stem for stem in self._stems if len(stem) >= STEM_FROM}):
            if len(word) >= STEM_FROM:
                for shorter in (word, *_shorter(word)):
                    self._slips.setdefault(shorter, []).append(word)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._heard_lengths = sorted({len(stem) for stem in self._heard_stems}, reverse=True)
        self._meant: dict[str, str] = {}

    def meant(self, word: str) -> str:
        """The word that was meant; the word itself where it is known or like nothing known."""
        found = self._meant.get(word)
        if found is None:
            if len(self._meant) > 50_000:
                self._meant.clear()
            found = self._meant[word] = self._look(word)
        return found

    def _look(self, word: str) -> str:
        if len(word) < SOUNDS_FROM or word in self._known or word in self._ordinary or not word.isalpha():
            return word
        if any(word[:length] in self._stems for length in self._lengths):
            return word
        heard = sound(word)
        if heard in self._heard:
            return self._heard[heard]
        for length in self._heard_lengths:
            stem = self._heard_stems.get(heard[:length])
            if stem and heard != sound(stem):
                return stem + heard[length:]
        return self._slip(word) if len(word) >= SLIPS_FROM else word

    def _slip(self, word: str) -> str:
        """One letter too many, too few, another or two swapped; the first and the last are right."""
        for piece in [word] + [
            word[:length] for length in range(STEM_FROM, len(word)) if length >= STEM_FROM
        ]:
            is_whole = piece == word
            for shorter in (piece, *_shorter(piece)):
                for known in self._slips.get(shorter, ()):
                    fits = known not in self._stems if is_whole else known in self._stems
                    if fits and known[0] == word[0] and known[-1] == piece[-1] and _is_one_slip(piece, known):
                        return known if is_whole else known + word[len(piece) :]
        return word


def _shorter(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(1, len(word) - 1)]


def _is_one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b or b[1:] == a
