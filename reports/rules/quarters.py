"""Every three months: when the next comparison is due, and which days it is about."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = 3


def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def quarter_before(due_on: date) -> tuple[date, date]:
    """The three months before a day, both ends included."""
    return add_months(due_on, -MONTHS), due_on - timedelta(days=1)


def next_due(due_on: date, *, today: date) -> date:
    """The first day three, six, nine … months later that is still to come."""
    number = 1
    while add_months(due_on, MONTHS * number) <= today:
        number += 1
    return add_months(due_on, MONTHS * number)
