"""One change of the words of a theme, and what it would do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from responses.rules.matching import LONGEST_ENTRY, entry_parts
from responses.rules.taxonomy import Changes

SHORTEST_BEGINNING: Final = 3
EXAMPLES: Final = 5


@dataclass(frozen=True)
class WordChange:
    """Add a word to a theme or switch it off; `undo`: as it was before that."""

    theme: str
    text: str
    add: bool
    undo: bool = False

    def applied(self, changes: Changes) -> Changes:
        """The themes as they would be."""
        pair = (self.theme, self.text)
        added = tuple(one for one in changes.added if one != pair)
        removed = tuple(one for one in changes.removed if one != pair)
        if not self.undo:
            added, removed = ((*added, pair), removed) if self.add else (added, (*removed, pair))
        return replace(changes, added=added, removed=removed)


@dataclass(frozen=True)
class Preview:
    """What a change would do to the newest `looked_at` comments, with the first few of them."""

    looked_at: int
    gained: int
    lost: int
    gained_examples: tuple[str, ...]
    lost_examples: tuple[str, ...]


def clean_entry(text: str) -> str | None:
    """A word as it is kept: "Dron*" is "dron*"; None where it holds none, or would match nearly everything."""
    glue = "~" if "~" in text else " "
    parts = entry_parts(text)
    if not parts or (glue == "~" and len(parts) != 2):
        return None
    if any(part.endswith("*") and len(part) <= SHORTEST_BEGINNING for part in parts):
        return None
    kept = glue.join(parts)
    return kept if 1 < len(kept) <= LONGEST_ENTRY else None


def compared(looked_at: int, rows: Iterable[tuple[str, bool, bool]]) -> Preview:
    """From (comment, was it about the theme, would it be)."""
    gained: list[str] = []
    lost: list[str] = []
    for text, was, would_be in rows:
        if was != would_be:
            (gained if would_be else lost).append(text)
    return Preview(looked_at, len(gained), len(lost), tuple(gained[:EXAMPLES]), tuple(lost[:EXAMPLES]))
