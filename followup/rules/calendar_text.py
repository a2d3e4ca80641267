"""Working hours and holidays as people type them. Plain Python."""

import re
from datetime import date
from itertools import pairwise

from followup.rules.working_time import DAY_MINUTES, Span

_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?\Z")
_HOLIDAY = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(.*)\Z")
NAME_LENGTH = 60


class NotUnderstood(Exception):
    """What was typed is no span or no holiday; the argument is the piece in question."""


def read_spans(text: str) -> list[Span]:
    """The spans of "9:00–14:00, 16:00–19:00", in order; an empty text is a day off. Raises NotUnderstood."""
    spans: list[Span] = []
    for piece in (part.strip() for part in text.split(",")):
        if not piece:
            continue
        found = _SPAN.match(piece)
        if found is None:
            raise NotUnderstood(piece)
        start, end = _minutes(found[1], found[2]), _minutes(found[3], found[4])
        if not 0 <= start < end <= DAY_MINUTES:
            raise NotUnderstood(piece)
        spans.append((start, end))
    spans.sort()
    for before, after in pairwise(spans):
        if after[0] < before[1]:
            raise NotUnderstood(text)
    return spans


def write_spans(spans: list[list[int]] | list[Span]) -> str:
    """The text that `read_spans` reads."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in spans)


def read_holidays(text: str) -> list[tuple[date, str]]:
    """One a line, "2026-12-25 Christmas", by date; a date named twice counts once. Raises NotUnderstood."""
    found: dict[date, str] = {}
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        match = _HOLIDAY.match(line)
        if match is None:
            raise NotUnderstood(line)
        try:
            day = date.fromisoformat(match[1])
        except ValueError:
            raise NotUnderstood(line) from None
        found[day] = match[2].strip()[:NAME_LENGTH]
    return sorted(found.items())


def write_holidays(holidays: list[list[str]]) -> str:
    """The text that `read_holidays` reads."""
    return "\n".join(" ".join(part for part in holiday if part) for holiday in holidays)


def _minutes(hours: str, minutes: str | None) -> int:
    # 9:75 is a slip of the finger, not a quarter past ten.
    return int(hours) * 60 + int(minutes or 0) if int(minutes or 0) < 60 else -DAY_MINUTES


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
