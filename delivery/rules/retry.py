"""When to try again after a temporary refusal: 1, 5, 15 minutes, 1, 4, 12 hours, then give up.

Each wait is stretched or shrunk by up to 20 %, so that a thousand refused mails do not come back in one second.
The row's id seeds the dice: the same row always waits the same.
"""

import hashlib
from datetime import timedelta

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
JITTER = 0.2


def wait_before_retry(attempts: int, *, seed: int) -> timedelta | None:
    """How long to wait after the `attempts`-th refusal (1 is the first); None: give up."""
    if attempts > len(WAITS):
        return None
    dice = hashlib.sha256(f"{seed}:{attempts}".encode()).digest()[0] / 255
    return WAITS[attempts - 1] * (1 - JITTER + 2 * JITTER * dice)
