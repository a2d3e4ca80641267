"""Codes as somebody pastes or uploads them: one a line, or the first column of a CSV file."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST = 60
MOST = 50_000
# What can be read aloud, typed again and put into an address.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
HEADINGS = frozenset({"code", "codes", "coupon", "código", "codigo", "códigos", "cupón", "cupon"})


class Problem(StrEnum):
    TOO_LONG = "too_long"
    BAD_LETTERS = "bad_letters"
    TWICE = "twice"
    KNOWN = "known"  # the pool has it already


@dataclass(frozen=True)
class BadLine:
    number: int
    text: str
    problem: Problem


@dataclass
class ReadCodes:
    codes: list[str] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)


def read_codes(text: str, *, known: Iterable[str] = ()) -> ReadCodes:
    """The codes of a text in their order, and each line that holds none, with its number. Empty lines do not count.

    Codes that differ in capitals only are the same code: people type them.
    """
    found, seen = ReadCodes(), set[str]()
    before = {code.casefold() for code in known}
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        code = _first_cell(line)
        if not code or (number == 1 and code.casefold() in HEADINGS):
            continue
        problem = _problem(code, seen, before)
        if problem is None:
            seen.add(code.casefold())
            found.codes.append(code)
        else:
            found.bad.append(BadLine(number, code[:LONGEST], problem))
    return found


def _first_cell(line: str) -> str:
    delimiter = ";" if ";" in line else "\t" if "\t" in line else ","
    row = next(csv.reader([line.replace("\0", "\ufffd")], delimiter=delimiter), [])
    return row[0].strip() if row else ""


def _problem(code: str, seen: set[str], known: set[str]) -> Problem | None:
    if len(code) > LONGEST:
        return Problem.TOO_LONG
    if not CODE.fullmatch(code):
        return Problem.BAD_LETTERS
    if code.casefold() in seen:
        return Problem.TWICE
    return Problem.KNOWN if code.casefold() in known else None


def is_low(*, left: int, size: int) -> bool:
    """Whether a tenth of the codes, or less, is left."""
    return left * 10 <= size
