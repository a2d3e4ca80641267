"""Fixed-window rate limits in the cache: add, then increment, which no race can pass.

When the cache is down a limit lets everybody through: an answer is worth more than a limit.
"""

import hashlib
import logging
import time

from django.core.cache import cache

logger = logging.getLogger(__name__)


def exceeded(scope: str, key: str, *, limit: int, seconds: int) -> bool:
    """Count one use of `key` within `scope`; True when more than `limit` fell in the current window."""
    window = int(time.time()) // seconds
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    name = f"limit:{scope}:{window}:{digest}"
    try:
        if cache.add(name, 1, timeout=seconds * 2):
            return limit < 1
        return cache.incr(name) > limit
    except Exception as error:
        logger.warning("rate limit %s not counted: %s", scope, error)
        return False
