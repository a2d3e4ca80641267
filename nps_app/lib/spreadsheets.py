"""Read and write tables: CSV as a stream, XLSX through calamine, and no cell that a spreadsheet would run."""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

DELIMITERS = ",;\t|"
# Unpacked, a workbook may hold this much: it is read as a whole, and a small file can unpack to a huge one.
MAX_UNPACKED = 400 * 1024 * 1024
# What a formula begins with, full-width forms included (OWASP, "CSV injection").
FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?|\+\d[\d ]{6,18}")


class Unreadable(ValueError):
    """`code`: not_text, not_workbook, old_workbook, too_big_unpacked, no_sheet."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as a spreadsheet counts: the first row is 1. `cells` is None where the row cannot be read."""

    number: int
    cells: list[str] | None


class EncodingSniffer:
    """Fed with a file piece by piece, tells how its text is encoded: BOMs first, then UTF-8, then Windows-1252."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._head = b""
        self._good = self._bad = 0
        self._has_null = False

    def feed(self, piece: bytes) -> None:
        self._head = self._head or piece[:4096]
        self._has_null = self._has_null or b"\0" in piece
        if piece.isascii():
            return
        text = self._decoder.decode(piece)
        bad = text.count("\N{REPLACEMENT CHARACTER}")
        self._bad += bad
        self._good += len(text) - len(text.encode("ascii", "ignore")) - bad

    def encoding(self) -> str:
        """The codec's name. Raises Unreadable when this is no text."""
        if self._head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if self._has_null:
            return self._utf16_without_mark()
        if self._head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        # A few broken signs in a UTF-8 file spoil their own rows only; otherwise it never was UTF-8.
        return "utf-8" if self._bad * 10 <= self._good else "cp1252"

    def _utf16_without_mark(self) -> str:
        even, odd = self._head[::2].count(0), self._head[1::2].count(0)
        if odd > len(self._head) // 4 and not even:
            return "utf-16-le"
        if even > len(self._head) // 4 and not odd:
            return "utf-16-be"
        raise Unreadable("not_text")


def guess_delimiter(text: str) -> str:
    """The sign that splits the first lines most evenly; a comma when none does."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) > 4:
        return lines[0][4]
    best, most = ",", 1
    for sign in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign)] if lines else [0]
        columns = widths[0]
        even = sum(width == columns for width in widths) * 2 >= len(widths)
        if columns > most and even:
            best, most = sign, columns
    return best


class _Pieces(io.RawIOBase):
    """A readable file made of pieces of bytes."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def csv_rows(pieces: Iterable[bytes], *, encoding: str, delimiter: str) -> Iterator[Row]:
    """The rows of a CSV file, header included, read as they are asked for. Empty rows are left out."""
    stream = io.BufferedReader(_Pieces(pieces), 256 * 1024)
    reader = csv.reader(io.TextIOWrapper(stream, encoding, "replace", newline=""), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a quote that is never closed swallows rows up to the field limit
            yield Row(number, None)
            continue
        if number == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep="):
            continue
        if any(cells) and any(cell.strip() for cell in cells):
            yield Row(number, cells)


def check_workbook(data: bytes) -> None:
    """Raises Unreadable unless this is an XLSX workbook of bearable size."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise Unreadable("not_workbook")
            left = MAX_UNPACKED
            for member in archive.infolist():
                with archive.open(member) as file:
                    while piece := file.read(1024 * 1024):  # the size an archive states may be a lie
                        left -= len(piece)
                        if left < 0:
                            raise Unreadable("too_big_unpacked")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise Unreadable("not_workbook") from error


def xlsx_rows(data: bytes) -> Iterator[Row]:
    """The rows of the first sheet, header included. Empty rows are left out. Raises Unreadable."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if not workbook.sheet_names:
            raise Unreadable("no_sheet")
        sheet = workbook.get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("not_workbook") from error
    start = (sheet.start or (0, 0))[0]
    for number, row in enumerate(sheet.iter_rows(), start + 1):
        cells = [_text(cell) for cell in row]
        if any(cell.strip() for cell in cells):
            yield Row(number, cells)


def _text(cell: Any) -> str:
    """A cell as a person would type it: whole numbers without .0, days as 2026-01-31."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def guarded(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula; numbers and telephone numbers stay as they are."""
    text = "" if cell is None else str(cell)
    if text[:1] in FORMULA and text and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


class _Echo:
    @staticmethod
    def write(line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A CSV file line by line, guarded, with the mark that makes Excel read it as UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([guarded(cell) for cell in row])
