"""After how many days a customer buys again, and what that makes of today: not yet due, due, or late.

The customer's own rhythm is the median distance of their purchase days, once there are two distances. Before that the
rhythm of what they bought last is taken, else nobody knows. The days around it are a convention: due from nine tenths
of the rhythm on, late after one and a half.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median_low

OWN_DISTANCES = 2
EARLY, LATE = 0.9, 1.5
# Whoever has no rhythm still "buys" for half a year after a purchase.
RECENT = timedelta(days=180)
# So many distances, of so many customers, make the rhythm of a product.
PRODUCT_DISTANCES, PRODUCT_CUSTOMERS = 20, 10

NOT_YET, DUE, TOO_LATE, UNKNOWN = "not_yet", "due", "late", "unknown"
YES, BETWEEN, NO, SILENT = "yes", "mid", "no", "silent"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Where somebody stands in their rhythm; `turns_at` is when time alone changes that or whether they buy."""

    state: str  # empty: never bought
    days: int | None = None
    due_at: datetime | None = None
    late_at: datetime | None = None
    turns_at: datetime | None = None
    buys: bool = False


def own_days(days: Sequence[date]) -> int | None:
    """The usual distance of somebody's purchase days, given in order and each once; None when there are too few."""
    distances = [(later - earlier).days for earlier, later in pairwise(days)]
    return median_low(distances) if len(distances) >= OWN_DISTANCES else None


def rhythm_of(
    days: Sequence[date], last_bought_at: datetime | None, *, product_days: int | None, now: datetime
) -> Rhythm:
    """Where a customer stands who bought on these days, the last time then, a thing of that rhythm."""
    if last_bought_at is None:
        return Rhythm("")
    usual = own_days(days) or product_days
    if usual is None:
        until = last_bought_at + RECENT
        return Rhythm(UNKNOWN, turns_at=until if now < until else None, buys=now < until)
    due_at, late_at = (
        last_bought_at + timedelta(days=usual * EARLY),
        last_bought_at + timedelta(days=usual * LATE),
    )
    state = NOT_YET if now < due_at else DUE if now < late_at else TOO_LATE
    turns_at = {NOT_YET: due_at, DUE: late_at}.get(state)
    return Rhythm(state, usual, due_at, late_at, turns_at, buys=state != TOO_LATE)


def quadrant(says: str, rhythm: Rhythm) -> str:
    """What somebody says beside what they do: yes_buys, no_not, ..."""
    return f"{says}_{'buys' if rhythm.buys else 'not'}"
