"""Fixed-window rate limits in the cache: add, then increment, which no race can pass.

When the cache is down (nps_app/lib/cache.py) a limit lets everybody through: an answer is worth more than a limit.
"""

import hashlib
import time

from django.core.cache import cache


def exceeded(scope: str, key: str, *, limit: int, seconds: int) -> bool:
    """Count one use of `key` within `scope`; True when more than `limit` fell in the current window."""
    window = int(time.time()) // seconds
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    name = f"limit:{scope}:{window}:{digest}"
    if cache.add(name, 1, timeout=seconds * 2):
        return limit < 1
    try:
        return int(cache.incr(name)) > limit
    except ValueError:  # emptied a moment ago (FLUSHALL): a new window begins
        return False
