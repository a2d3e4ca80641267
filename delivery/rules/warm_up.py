"""Warming a new sender up: few mails at first, more each day, so that mail services get to know it.

A day counts as used when at least half of what it allowed left; a quiet week teaches nobody anything.
"""

START = 200
GROWTH = 1.5
# From here on no service looks twice at a day's number; the limit is lifted.
ENOUGH = 50_000


def next_limit(limit: int, used: int) -> int | None:
    """What the next day allows after one that allowed `limit` and saw `used` leave; None: as many as there are."""
    if used * 2 < limit:
        return limit
    grown = -int(-limit * GROWTH // 1)
    return grown if grown < ENOUGH else None


def within(days: int, limit: int) -> int | None:
    """How many may leave in so many days that are all used; None: as many as there are."""
    total, allowed = 0, limit
    for _ in range(days):
        total += allowed
        grown = next_limit(allowed, allowed)
        if grown is None:
            return None
        allowed = grown
    return total


def days_until_enough(limit: int) -> int:
    """How many used days are left until the limit is lifted."""
    days = 0
    allowed: int | None = limit
    while allowed is not None:
        allowed, days = next_limit(allowed, allowed), days + 1
    return days
