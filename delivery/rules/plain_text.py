"""What a mail of HTML only says, as plain text. Nothing of the HTML is kept: it is never shown to anybody."""

import re
from html.parser import HTMLParser

_SILENT = {"script", "style", "head", "title", "template"}
_BREAKS = {"br", "p", "div", "tr", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_QUOTE = "> "


def plain_text(html: str) -> str:
    """The words of a page in lines, what stands in block quotes marked as quoted with ">"."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._quoted = self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BREAKS or tag == "li":
            self._break()
        if tag == "li":
            self._lines[-1] += "- "
        if tag == "blockquote":
            self._quoted += 1
            self._lines[-1] = self._start()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag in _BREAKS and tag != "br":
            self._break()

    def handle_data(self, data: str) -> None:
        words = re.sub(r"\s+", " ", data)
        if not self._silent and (words.strip() or self._lines[-1].strip(_QUOTE)):
            self._lines[-1] += words

    def _break(self) -> None:
        self._lines.append(self._start())

    def _start(self) -> str:
        return _QUOTE * self._quoted

    def text(self) -> str:
        """The lines, empty ones once and never at the edges."""
        kept: list[str] = []
        for line in (line.rstrip() for line in self._lines):
            is_empty = not line.strip(_QUOTE)
            if is_empty and (not kept or not kept[-1]):
                continue
            kept.append("" if is_empty else line)
        return "\n".join(kept).strip()
