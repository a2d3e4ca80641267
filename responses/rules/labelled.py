"""Comments with the themes a person gave them, from a file: one JSON object a line, or CSV.

A comment is {"text", "lang", "score", "themes"}; its themes are {theme: 1, -1 or 0}, 0 where the file does not say how
it speaks of one, or says both. A file with names of its own comes with a mapping from each to the themes it means.
"""

import csv
import json
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

Comment = dict[str, Any]
Labels = Mapping[str, str]  # a name of the file's -> the group of themes it means, "" where it is left out
SIGNS: Final = {
    "positive": 1, "pos": 1, "+": 1, "1": 1,
    "negative": -1, "neg": -1, "-": -1, "-1": -1,
    "neutral": 0, "neu": 0, "conflict": 0, "mixed": 0, "0": 0, "": 0,
}  # fmt: skip


class NotLabelled(ValueError):
    """The file or its mapping cannot be used; the message says why."""


def labels_of(path: Path, known: Collection[str]) -> dict[str, str]:
    """A mapping file: `"its name" = "staff support"`, one a line (TOML). Any of several themes will do."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotLabelled(f"{path}: {error}") from error
    labels = {}
    for name, themes in found.items():
        group = sorted(themes.split()) if isinstance(themes, str) else [str(themes)]
        unknown = [theme for theme in group if theme not in known]
        if unknown:
            raise NotLabelled(f"{path}: {name!r} means {unknown[0]!r}, which is no theme")
        labels[name.strip().lower()] = " ".join(group)
    groups = {group for group in labels.values() if group}
    themes = [theme for group in groups for theme in group.split()]
    twice = sorted({theme for theme in themes if themes.count(theme) > 1})
    if twice:
        raise NotLabelled(f"{path}: {twice[0]!r} stands alone and among others, or in two groups")
    return labels


def labelled(path: Path, labels: Labels | None = None, language: str = "") -> list[Comment]:
    """The comments of a file. `language`: of those that name none."""
    try:
        rows = list(_csv(path) if path.suffix.lower() == ".csv" else _lines(path))
    except (OSError, ValueError, csv.Error) as error:
        raise NotLabelled(f"{path}: {error}") from error
    if not rows:
        raise NotLabelled(f"{path}: there are no comments in it")
    return [_comment(row, number, labels, language) for number, row in enumerate(rows, start=1)]


def groups_of(comments: Iterable[Comment]) -> set[str]:
    """What the comments are labelled with: themes, or several that count as one."""
    return {group for comment in comments for group in comment["themes"]}


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line.strip():
            row = json.loads(line)
            if not isinstance(row, dict):
                raise NotLabelled("each line must be a JSON object")
            yield row


def _csv(path: Path) -> Iterator[Mapping[str, Any]]:
    """Columns text, themes ("price:negative; staff:positive"), and where there are any lang and score."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _comment(row: Mapping[str, Any], number: int, labels: Labels | None, language: str) -> Comment:
    if not isinstance(row.get("text"), str) or "themes" not in row:
        raise NotLabelled(f"comment {number} has no text or no themes")
    try:
        themes = _themes(_pairs(row["themes"]), labels)
        score = None if row.get("score") in {None, ""} else int(row["score"])
    except (NotLabelled, TypeError, ValueError) as error:
        raise NotLabelled(f"comment {number}: {error}") from error
    if score is not None and not 0 <= score <= 10:
        raise NotLabelled(f"comment {number}: its score is not between 0 and 10")
    return {"text": row["text"], "lang": row.get("lang") or language, "score": score, "themes": themes}


def _pairs(themes: Any) -> list[tuple[str, str]]:
    """{"price": "negative"}, ["price"] and "price:negative; staff" are all read."""
    if isinstance(themes, Mapping):
        return [(str(name), str(sign or "")) for name, sign in themes.items()]
    pieces = (themes or "").split(";") if isinstance(themes, str) or themes is None else themes
    pairs = []
    for piece in pieces:
        name, colon, sign = str(piece).rpartition(":")
        is_signed = bool(colon) and sign.strip().lower() in SIGNS
        pairs.append((name, sign) if is_signed else (str(piece), ""))
    return [(name, sign) for name, sign in pairs if name.strip()]


def _themes(pairs: Iterable[tuple[str, str]], labels: Labels | None) -> dict[str, int]:
    signs: dict[str, set[int]] = {}
    for name, sign in pairs:
        group = name.strip()
        if labels is not None:
            if group.lower() not in labels:
                raise NotLabelled(f'the mapping does not name {group!r}; give it "" to leave it out')
            group = labels[group.lower()]
        if sign.strip().lower() not in SIGNS:
            raise NotLabelled(f"{sign!r} is neither positive nor negative nor neutral")
        if group:
            signs.setdefault(group, set()).add(SIGNS[sign.strip().lower()])
    return {group: found.pop() if len(found) == 1 else 0 for group, found in signs.items()}
