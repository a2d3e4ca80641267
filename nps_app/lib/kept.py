"""What never changes once made, kept in the process that made it."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.conf import settings

MOST = 500
Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """At most so many things by their keys; when there are more, all are forgotten and made anew."""

    def __init__(self) -> None:
        self._things: dict[Hashable, Thing] = {}

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing of this key. In development it is made each time, because templates change."""
        found = self._things.get(key)
        if found is None or settings.DEBUG:
            found = make()
            if len(self._things) >= MOST:
                self._things.clear()
            self._things[key] = found
        return found
