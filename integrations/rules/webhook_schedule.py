"""When an event is tried again, how long a silent receiver is left alone, and when we stop.

At once, then after 5 s, 5 and 30 minutes, 2, 5, 10 and 10 hours, each stretched or shrunk by up to a tenth: a receiver
that is down for a day misses nothing. The row's id seeds the dice, so the same row always waits the same.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=10),
)
JITTER = 0.1
# A receiver that is down is asked again this soon, by one event only: the others of its queue wait behind it.
LONGEST_REST = timedelta(minutes=5)
LONGEST_RETRY_AFTER = timedelta(hours=10)
FAILING_FOR = timedelta(days=5)
FAILURES_AT_LEAST = len(WAITS) + 1

GONE = 410
# The receiver, or what stands in front of it, is not well: nothing about this one event.
UNWELL = {429, 502, 503, 504}


class Verdict(StrEnum):
    TAKEN = "taken"
    GONE = "gone"
    RETRY = "retry"  # this event
    REST = "rest"  # this event, and the receiver as a whole


@dataclass(frozen=True)
class Attempt:
    """What came of one attempt. `status` 0: no answer."""

    status: int
    excerpt: str = ""
    retry_after: timedelta | None = None

    @property
    def verdict(self) -> Verdict:
        if 200 <= self.status < 300:
            return Verdict.TAKEN
        if self.status == GONE:
            return Verdict.GONE
        return Verdict.REST if not self.status or self.status in UNWELL else Verdict.RETRY


def wait_after(attempts: int, *, seed: int, retry_after: timedelta | None = None) -> timedelta | None:
    """How long an event waits after its `attempts`-th failure (1 is the first); None: we give up."""
    if attempts > len(WAITS):
        return None
    dice = hashlib.sha256(f"hook:{seed}:{attempts}".encode()).digest()[0] / 255
    wait = WAITS[attempts - 1] * (1 - JITTER + 2 * JITTER * dice)
    return max(wait, retry_after) if retry_after else wait


def rest_after(failures: int, *, retry_after: timedelta | None = None) -> timedelta:
    """How long a receiver is left alone after its `failures`-th failure in a row; never longer than the event waits."""
    rest = min(WAITS[min(failures, len(WAITS)) - 1], LONGEST_REST) * (1 - JITTER)
    return max(rest, retry_after) if retry_after else rest


def is_hopeless(*, failing_since: datetime, failures: int, now: datetime) -> bool:
    """Whether a receiver has failed for so long that it is switched off."""
    return failures >= FAILURES_AT_LEAST and now - failing_since >= FAILING_FOR


def read_retry_after(value: str, *, now: datetime) -> timedelta | None:
    """The header Retry-After: seconds, or a date. What makes no sense is ignored."""
    try:
        wait = (
            timedelta(seconds=int(value)) if value.strip().isdigit() else parsedate_to_datetime(value) - now
        )
    except (ValueError, TypeError, OverflowError):
        return None
    return min(wait, LONGEST_RETRY_AFTER) if wait > timedelta(0) else None
