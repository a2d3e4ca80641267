"""When a send hurts the sender's name so much that it must not go on by itself.

Mail services judge a domain by what comes back: many addresses that do not exist look like a bought list, and
complaints above one in a thousand send everything to spam. Both limits are those the large services publish.
"""

from enum import StrEnum

FIRST = 200
MOST_GONE = 0.05
MOST_COMPLAINTS = 0.001
# One person in a small send proves nothing.
FEWEST_COMPLAINTS = 2
# Refusals for reasons of policy (4.7.x, 5.7.x): a few servers have rules of their own, but not one in ten.
BLOCKED_RUN = 5
MOST_BLOCKED = 0.1


class Trouble(StrEnum):
    GONE = "too_many_gone"  # addresses that do not exist
    COMPLAINTS = "too_many_complaints"
    BLOCKED = "too_many_blocked"


def trouble_with(*, gone_of_first: int, sent: int, complaints: int, blocked: int) -> Trouble | None:
    """Why a send must pause, if it must. `gone_of_first`: of the first 200, those whose address does not exist.

    `blocked`: messages that were refused for reasons of policy when they were last tried.
    The limit counts in people, so a bad list is stopped at its eleventh, not at its two hundredth.
    """
    if gone_of_first > FIRST * MOST_GONE:
        return Trouble.GONE
    if complaints >= max(FEWEST_COMPLAINTS, sent * MOST_COMPLAINTS):
        return Trouble.COMPLAINTS
    if blocked >= max(BLOCKED_RUN, (sent + blocked) * MOST_BLOCKED):
        return Trouble.BLOCKED
    return None
