"""The themes a comment can be about and the words for them: built in, by sector, and as an organisation has them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from responses.rules.languages import LANGUAGES

# Raised whenever the words or the way of reading change: every comment is then read again.
EDITION: Final = 2
FILES: Final = Path(__file__).parent / "words"
Words = Mapping[str, tuple[str, ...]]  # language -> entries


@dataclass(frozen=True)
class Theme:
    """One theme: what it is called, the words for it, and phrases in which these say something else."""

    key: str
    names: Mapping[str, str]
    words: Words
    others: Words = field(default_factory=dict)

    def name(self, language: str) -> str:
        """What it is called; its own name in every language where it has only one."""
        return self.names.get(language) or self.names.get("en") or self.key


@dataclass(frozen=True)
class Changes:
    """What an organisation made of the built-in themes. Words are pairs (theme, entry), good in every language."""

    sector: str = ""
    hidden: frozenset[str] = frozenset()
    added: tuple[tuple[str, str], ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    own: tuple[tuple[str, str], ...] = ()  # (key, name)


@cache
def built_in() -> dict[str, Theme]:
    """The themes that everybody has."""
    return {key: _theme(key, entry) for key, entry in _file("core.toml").items()}


@cache
def sectors() -> dict[str, dict[str, str]]:
    """The sector packs by key, with their names by language."""
    packs = (FILES / "sectors").glob("*.toml")
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["name"] for path in sorted(packs)}


def changed(changes: Changes) -> dict[str, Theme]:
    """The themes of one organisation, in the order of the file, its own ones last."""
    themes = _of_sector(changes.sector)
    themes |= {key: Theme(key, {"en": name, "es": name}, {}) for key, name in changes.own}
    for key, entry in changes.removed:
        if key in themes:
            kept = {
                lang: tuple(word for word in words if word != entry)
                for lang, words in themes[key].words.items()
            }
            themes[key] = replace(themes[key], words=kept)
    for key, entry in changes.added:
        if key in themes:
            words = {lang: (*themes[key].words.get(lang, ()), entry) for lang in LANGUAGES}
            themes[key] = replace(themes[key], words=words)
    return {key: theme for key, theme in themes.items() if key not in changes.hidden}


def _of_sector(sector: str) -> dict[str, Theme]:
    themes = dict(built_in())
    if sector not in sectors():
        return themes
    for key, entry in _file(f"sectors/{sector}.toml").items():
        if key not in themes:
            continue
        theme, gone = themes[key], _words(entry.get("gone", {}))
        added, others = _words(entry.get("words", {})), _words(entry.get("not", {}))
        themes[key] = replace(
            theme,
            words={
                lang: tuple(word for word in theme.words.get(lang, ()) if word not in gone.get(lang, ()))
                + added.get(lang, ())
                for lang in LANGUAGES
            },
            others={lang: theme.others.get(lang, ()) + others.get(lang, ()) for lang in LANGUAGES},
        )
    return themes


def _theme(key: str, entry: Mapping[str, Any]) -> Theme:
    return Theme(key, entry["name"], _words(entry["words"]), _words(entry.get("not", {})))


def _words(by_language: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {lang: entries(text) for lang, text in by_language.items()}


def entries(text: str) -> tuple[str, ...]:
    """The entries of "late, never came, llego~tarde"."""
    pieces: Iterable[str] = (" ".join(piece.split()) for piece in text.split(","))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


@cache
def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((FILES / name).read_text(encoding="utf-8"))
    found.pop("name", None)
    return found


@dataclass(frozen=True)
class Moods:
    """The words of one language that say how somebody speaks of something."""

    good: tuple[str, ...]
    bad: tuple[str, ...]
    negators: tuple[str, ...]
    wishes: tuple[str, ...]
    but: tuple[str, ...]


@cache
def moods(language: str) -> Moods:
    """The words that praise, complain, turn round, wish and change the subject."""
    found = _file("sentiment.toml")[language]
    return Moods(**{name: entries(text) for name, text in found.items()})


@cache
def ordinary(language: str) -> frozenset[str]:
    """Words that look like a slip of another and are none."""
    return frozenset(_file("ordinary.toml")[language].split())
