"""What a cell of a file means, however a spreadsheet or a shop wrote it: a moment, an amount."""

import re
from datetime import datetime, tzinfo
from decimal import Decimal, InvalidOperation

_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)")
_MONTH_FIRST = frozenset({"US"})  # countries
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})+")
_AMOUNT = re.compile(r"\d[\d.,]{0,19}")
_SIGN = r"(?:[A-Z]{3}|[A-Z]{0,3}[$€£¥₡₲]|S/\.?|Bs\.?|[BLQ]/?\.?)"  # EUR, US$, R$, €, S/, Bs., Q, B/.
_AROUND = re.compile(rf"^{_SIGN}?(.*?){_SIGN}?$", re.DOTALL)


class BadCell(ValueError):
    """`code`: not_moment, not_amount."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_moment(text: str, zone: tzinfo, country: str) -> datetime | None:
    """2026-01-31, 31/01/2026 14:30 and the like, in `zone` unless it names its own; None when empty. Raises BadCell.

    `country` (CO, US) says whether the day comes first or, as in the United States, the month.
    """
    if not text:
        return None
    year_last = _YEAR_LAST.fullmatch(text)
    if year_last:
        one, two, year, rest = year_last.groups()
        month, day = (one, two) if country in _MONTH_FIRST else (two, one)
        text = f"{year}-{month:>02}-{day:>02}{rest}"
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    except ValueError as error:
        raise BadCell("not_moment") from error


def read_amount(text: str) -> Decimal:
    """1204.5, 1.204,50 and 1,204.50 alike; 1.204 is a thousand and some, as no price has three decimals.

    A minus, brackets as accountants write them, and the sign of a currency may stand around it. Raises BadCell.
    """
    plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-").lstrip("'")
    is_negative = plain.startswith(("-", "(")) or plain.endswith("-")
    plain = plain.strip("-()")
    if not plain[:1].isdigit() or not plain[-1:].isdigit():
        around = _AROUND.match(plain)
        plain = around.group(1) if around else plain
        is_negative = is_negative or plain.startswith("-")
        plain = plain.strip("-")
    if not _AMOUNT.fullmatch(plain):
        raise BadCell("not_amount")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", "")
    point = max(plain.rfind("."), plain.rfind(","))
    whole, part = (plain[:point], plain[point + 1 :]) if point >= 0 else (plain, "")
    try:
        number = Decimal(f"{whole.replace('.', '').replace(',', '')}.{part or 0}")
    except InvalidOperation as error:
        raise BadCell("not_amount") from error
    return -number if is_negative else number
