"""The cache without which every page works: Redis that is down or hangs costs one short wait, not an error.

Nothing but rate limits and marks that may be lost is kept in it, so what cannot be asked is answered as if the
cache were empty. After a failure it is not asked again for a moment: a Redis that hangs would cost each visitor
the whole timeout.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

logger = logging.getLogger(__name__)

LEFT_ALONE_SECONDS = 5.0


class _Outage:
    """Shared by the threads of a process: Django makes one cache object for each of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0

    @property
    def lasts(self) -> bool:
        return time.monotonic() < self._until

    def begin(self, error: redis.RedisError) -> None:
        with self._lock:
            if not self.lasts:
                logger.warning("the cache does not answer, going on without it: %s", error)
            self._until = time.monotonic() + LEFT_ALONE_SECONDS


_outages: dict[str, _Outage] = {}


class _LastingClient(RedisCacheClient):
    """Django's makes a client for each question, which takes longer than the question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[Any, redis.Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> redis.Redis:
        """One for each server; threads may share it."""
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]
        if pool not in self._clients:
            self._clients[pool] = super().get_client(key, write=write)
        return self._clients[pool]


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache that never raises for want of Redis."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _LastingClient
        self._outage = _outages.setdefault(server, _Outage())

    def _ask(self, question: Callable[[], Any], otherwise: Any) -> Any:
        if self._outage.lasts:
            return otherwise
        try:
            return question()
        except redis.RedisError as error:
            self._outage.begin(error)
            return otherwise

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> Any:
        """True without Redis: a lock is got, a rate limit has its first use."""
        return self._ask(partial(super().add, key, value, timeout, version), True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The default without Redis."""
        return self._ask(partial(super().get, key, default, version), default)

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Forgotten without Redis."""
        self._ask(partial(super().set, key, value, timeout, version), None)

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> Any:
        """False without Redis: there is no such key."""
        return self._ask(partial(super().touch, key, timeout, version), False)

    def delete(self, key: str, version: int | None = None) -> Any:
        """False without Redis: there was no such key."""
        return self._ask(partial(super().delete, key, version), False)

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        """Nothing found without Redis."""
        return self._ask(partial(super().get_many, keys, version), {})

    def has_key(self, key: str, version: int | None = None) -> Any:
        """False without Redis."""
        return self._ask(partial(super().has_key, key, version), False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The first count without Redis: a limit that cannot be counted lets through."""
        return int(self._ask(partial(super().incr, key, delta, version), delta))

    def set_many(
        self, data: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[Any]:
        """Forgotten without Redis, all of it."""
        return list(self._ask(partial(super().set_many, data, timeout, version), list(data)))

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        """Nothing to delete without Redis."""
        self._ask(partial(super().delete_many, keys, version), None)

    def clear(self) -> Any:
        """False without Redis."""
        return self._ask(super().clear, False)
