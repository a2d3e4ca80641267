"""Chapters of docs/ as pages: what a number or a state on screen means, in the reader's language, at anchors that stay.

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

LANGUAGES = ("en", "es")
# What follows it is for whoever reads the file, and not on the page.
NOT_ON_THE_PAGE = "<!-- below:"
ANCHOR = re.compile(r'<a id="([a-z-]+)"></a>')
_SECTION = re.compile(r'<a id="([a-z-]+)"></a>\n\n## (.+)')


@dataclass(frozen=True)
class Handbook:
    """The text as HTML, and its sections as (anchor, heading)."""

    html: SafeString
    sections: tuple[tuple[str, str], ...]


@cache
def chapter(name: str, language: str) -> Handbook:
    """A chapter, such as "STATISTICS"; in English where it is not offered in that language."""
    source = source_of(name, language).partition(NOT_ON_THE_PAGE)[0]
    # The page has a heading of its own, and links between files lead nowhere on it.
    body = source.partition("\n")[2]
    body = re.sub(rf"\[[^]]+\]\({name}(\.es)?\.md\)\.", "", body)
    return Handbook(mark_safe(_html(body)), tuple(_SECTION.findall(source)))  # noqa: S308 - a file of ours


def source_of(name: str, language: str) -> str:
    """A chapter as it is written."""
    ending = f".{language}.md" if language in LANGUAGES[1:] else ".md"
    return (Path(settings.BASE_DIR) / "docs" / f"{name}{ending}").read_text("utf-8")


def _html(source: str) -> str:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(source)
    for token in tokens:
        _dress(token)
    html: str = reader.renderer.render(tokens, reader.options, {})
    # What scrolls sideways on a phone must be reachable by keyboard.
    html = html.replace("<pre>", '<pre tabindex="0">')
    html = html.replace("<table>", '<div class="table-wrap" tabindex="0"><table>')
    return html.replace("</table>", "</table></div>")


def _dress(token: Token) -> None:
    """Columns of numbers get a class: the content policy forbids styles in the text. Heads say whose they are."""
    if token.type == "th_open":
        token.attrSet("scope", "col")
    if token.type in {"th_open", "td_open"} and token.attrs.pop("style", ""):
        token.attrSet("class", "num")
