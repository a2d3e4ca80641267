"""docs/STATISTICS.md as a page: what a number on screen means, in the reader's language, at an anchor that stays.

An anchor is <a id="name"></a> before a heading or a paragraph; `{% explain "name" %}` links to it.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FILES = {"en": "STATISTICS.md", "es": "STATISTICS.es.md"}
ANCHOR = re.compile(r'<a id="([a-z-]+)"></a>')
_SECTION = re.compile(r'<a id="([a-z-]+)"></a>\n\n## (.+)')


@dataclass(frozen=True)
class Handbook:
    """The text as HTML, and its sections as (anchor, heading)."""

    html: SafeString
    sections: tuple[tuple[str, str], ...]


@cache
def statistics(language: str) -> Handbook:
    """The chapter on statistics; in English where it is not offered in that language."""
    source = source_of(language)
    # The page has a heading of its own, and links between files lead nowhere on it.
    body = source.partition("\n")[2].replace("[En español](STATISTICS.es.md).", "")
    body = body.replace("[In English](STATISTICS.md).", "")
    return Handbook(mark_safe(_html(body)), tuple(_SECTION.findall(source)))  # noqa: S308 - a file of ours


def source_of(language: str) -> str:
    """The chapter as it is written."""
    name = FILES.get(language, FILES["en"])
    return (Path(settings.BASE_DIR) / "docs" / name).read_text("utf-8")


def _html(source: str) -> str:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(source)
    for token in tokens:
        _without_style(token)
    html: str = reader.renderer.render(tokens, reader.options, {})
    html = html.replace("<table>", '<div class="table-wrap" tabindex="0"><table>')
    return html.replace("</table>", "</table></div>").replace("<th>", '<th scope="col">')


def _without_style(token: Token) -> None:
    """Columns of numbers get a class: the content policy forbids styles in the text."""
    if token.type in {"th_open", "td_open"} and token.attrs.pop("style", ""):
        token.attrSet("class", "num")
