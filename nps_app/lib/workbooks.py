"""XLSX workbooks written as a stream: rows go out as they come, and nothing is kept but the names of the sheets.

Texts are stored in their cells as texts, so that no spreadsheet takes them for formulas. A sheet that is full
goes on in another.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from nps_app.lib.archives import zipped

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_576
MOST_BYTES = 1_500_000_000  # of one sheet, unpacked: below what readers without ZIP64 bear
LONGEST_TEXT = 32_767
TOGETHER = 500  # rows handed on at a time
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAME = re.compile(r"[\[\]:*?/\\']")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Style 1 is a moment, style 2 a heading.
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>'
)

Cell = str | int | float | None


@dataclass(frozen=True)
class Sheet:
    """Rows under headings. `moments` are the places of columns whose numbers are days since 1899-12-30."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    moments: frozenset[int] = frozenset()


def workbook(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The workbook, piece by piece."""
    names: list[str] = []
    return zipped(_files(sheets, names))


def _files(sheets: Iterable[Sheet], names: list[str]) -> Iterator[tuple[str, Iterable[bytes]]]:
    for sheet in sheets:
        rows = _Rows(sheet)
        while rows.has_more:
            names.append(_free_name(sheet.name, names))
            yield f"xl/worksheets/sheet{len(names)}.xml", rows.page()
    yield from ((name, [text.encode()]) for name, text in _frame(names))


class _Rows:
    """The rows of a sheet, as many at a time as one holds."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._rows = iter(sheet.rows)
        self._next: Sequence[Cell] | None = None
        self.has_more = True

    def page(self) -> Iterator[bytes]:
        """One worksheet; `has_more` tells afterwards whether another one follows."""
        top = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView>'
        head = f'{_HEAD}<worksheet xmlns="{_MAIN}">{top}</sheetViews><sheetData>'
        lines = [head, _row(self._sheet.headings, frozenset(), style=' s="2"')]
        count, size = 1, 0
        for row in self._left():
            if count == MOST_ROWS or size > MOST_BYTES:
                self._next = row
                break
            lines.append(_row(row, self._sheet.moments))
            count += 1
            if len(lines) >= TOGETHER:
                piece = "".join(lines).encode()
                size += len(piece)
                lines = []
                yield piece
        else:
            self.has_more = False
        yield ("".join(lines) + "</sheetData></worksheet>").encode()

    def _left(self) -> Iterator[Sequence[Cell]]:
        if self._next is not None:
            yield self._next
            self._next = None
        for row in self._rows:  # not "yield from": that would end the rows together with the page  # noqa: UP028
            yield row


def _row(cells: Sequence[Cell], moments: frozenset[int], *, style: str = "") -> str:
    made = []
    for place, cell in enumerate(cells):
        if cell is None or cell == "":
            made.append("<c/>")
        elif isinstance(cell, str):
            text = escape(_FORBIDDEN.sub("", cell[:LONGEST_TEXT]))
            made.append(f'<c t="inlineStr"{style}><is><t xml:space="preserve">{text}</t></is></c>')
        else:
            made.append(f'<c s="1"><v>{cell}</v></c>' if place in moments else f"<c><v>{cell}</v></c>")
    return f"<row>{''.join(made)}</row>"


def _free_name(wanted: str, taken: Sequence[str]) -> str:
    """A name spreadsheets allow and that is not taken yet."""
    base = _NAME.sub(" ", _FORBIDDEN.sub("", wanted)).strip()[:31] or "Sheet"
    low = {name.lower() for name in taken}
    name, number = base, 1
    while name.lower() in low:
        number += 1
        name = f"{base[: 30 - len(str(number))]} {number}"
    return name


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files around the sheets."""
    numbers = range(1, len(names) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for number in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{parts}</Types>',
    )
    yield (
        "_rels/.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    named = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{named}</sheets></workbook>',
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}<Relationship Id="rId{len(names) + 1}"'
        f' Type="{_DOCUMENT}/styles" Target="styles.xml"/></Relationships>',
    )
    yield "xl/styles.xml", _STYLES
