"""Merge fields in texts that a person wrote: a fixed list, filled as plain text.

Never a template language: what a user types here can name a value, not run anything.
"""

import re
import unicodedata
from collections.abc import Mapping

FIELDS = ("brand", "first_name")
LONGEST_NAME = 80
_FIELD = re.compile(r"\{(" + "|".join(FIELDS) + r")\}")
_UNKNOWN = re.compile(r"\{([^{}\s]{1,40})\}")
_LINK = re.compile(r"https?:|www\.|//|\w\.(?:com|net|org|info|ru|cn|io|co)\b", re.IGNORECASE)
# Where a name is missing, its comma goes with it: "Hola {first_name}," becomes "Hola,".
_SPACE_BEFORE_MARK = re.compile(r"[ \t]+([,.;:!?])")
_SPACES = re.compile(r"[ \t]{2,}")


def fill(text: str, fields: Mapping[str, str]) -> str:
    """Put the values into the merge fields of a text; a field without a value disappears without a trace."""
    missing = False

    def value(match: re.Match[str]) -> str:
        nonlocal missing
        name = match.group(1)
        found = clean_name(fields.get(name, ""), drop_links=name != "brand")
        missing = missing or not found
        return found

    filled = _FIELD.sub(value, text)
    if missing:
        filled = _SPACES.sub(" ", _SPACE_BEFORE_MARK.sub(r"\1", filled)).strip()
    return filled


def clean_name(name: str, *, drop_links: bool = True) -> str:
    """A name fit for a subject line: no control characters, at most 80 characters, none that smuggles in a link."""
    plain = " ".join(strip_controls(name, keep="").split())[:LONGEST_NAME].strip()
    if drop_links and ("@" in plain or _LINK.search(plain)):
        return ""
    return plain


def strip_controls(text: str, *, keep: str = "\n\t") -> str:
    """Without control characters, which neither a mail header nor PostgreSQL takes; those not kept become spaces."""
    if text.isprintable():  # nearly always
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        if character in keep or unicodedata.category(character) != "Cc"
        else " "
        if character in "\n\t"
        else ""
        for character in text
    )


def unknown_fields(text: str) -> list[str]:
    """What looks like a merge field in a text and is none."""
    return [name for name in _UNKNOWN.findall(text) if name not in FIELDS]
