"""Find the translatable strings of each room and keep its catalogue, without GNU gettext.

One catalogue a room: locale/<room>/es/LC_MESSAGES/django.po; shared templates and nps_app belong to "site".
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import template as django_template

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
# What Django's templatize() leaves of a template: gettext calls between runs of X.
TEMPLATE_CALL = re.compile(
    r"(?<![A-Za-z])(?:_|gettext|ngettext|pgettext|npgettext)\((?:[^()\"']|'(?:\\.|[^'])*'|\"(?:\\.|[^\"])*\")*\)"
)


@dataclass(frozen=True)
class Message:
    id: str | tuple[str, str]
    context: str | None


def catalogue_path(base: Path, room: str) -> Path:
    return base / "locale" / room / "es" / "LC_MESSAGES" / "django.po"


def messages_of(base: Path, room: str, rooms: list[str]) -> list[Message]:
    """Every translatable string of a room, in the order of the files."""
    found: dict[Message, None] = {}
    for path in sorted(_python_files(base, room)):
        found.update(dict.fromkeys(_from_python(path.read_bytes())))
    for path in sorted(_template_files(base, room, rooms)):
        found.update(dict.fromkeys(_from_template(path.read_text())))
    return list(found)


def _python_files(base: Path, room: str) -> Iterator[Path]:
    return (base / ("nps_app" if room == "site" else room)).rglob("*.py")


def _template_files(base: Path, room: str, rooms: list[str]) -> Iterator[Path]:
    for path in (base / "templates").rglob("*"):
        if not path.is_file():
            continue
        parts = path.relative_to(base / "templates").parts
        # templates/emails/<room>/... belongs to that room as templates/<room>/... does.
        owner = parts[1] if parts[0] == "emails" and len(parts) > 2 else parts[0]
        if (owner if owner in rooms else "site") == room:
            yield path


def _from_python(source: bytes) -> Iterator[Message]:
    for _, message, _, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        text = (message[0], message[1]) if isinstance(message, tuple) else message
        if text:
            yield Message(text, context)


def _from_template(source: str) -> Iterator[Message]:
    for call in TEMPLATE_CALL.findall(django_template.templatize(source)):
        yield from _from_python(call.encode())


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="es", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="es")


def update(path: Path, wanted: list[Message]) -> None:
    """Add what is missing, drop what is gone, keep every translation."""
    old = read(path)
    new = Catalog(locale="es", charset="utf-8", project="Promotor", version="1")
    for message in wanted:
        known = old.get(message.id, message.context)
        new.add(message.id, string=known.string if known else "", context=message.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=120, omit_header=False, sort_output=False)


def problems(path: Path, wanted: list[Message]) -> list[str]:
    """What keeps a catalogue from being complete: missing, stale, fuzzy or with other placeholders."""
    catalogue = read(path)
    found = []
    for message in wanted:
        known = catalogue.get(message.id, message.context)
        strings = (
            []
            if known is None
            else known.string
            if isinstance(known.string, tuple | list)
            else [known.string]
        )
        if known is None or not strings or not all(strings) or known.fuzzy:
            found.append(f"not translated: {message.id!r}")
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        allowed = {_placeholders(text) for text in ids}
        if any(_placeholders(text or "") not in allowed for text in strings):
            found.append(f"other placeholders: {message.id!r}")
    current = {(message.id, message.context) for message in wanted}
    stale = [entry.id for entry in catalogue if entry.id and (entry.id, entry.context) not in current]
    return found + [f"no longer used: {text!r}" for text in stale]


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(match.group(0) for match in PLACEHOLDER.finditer(text))


def compile_catalogue(path: Path) -> None:
    """Write the .mo beside the .po when it is older."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return
    temporary = target.with_suffix(".tmp")
    with temporary.open("wb") as file:
        write_mo(file, read(path))
    temporary.replace(target)
