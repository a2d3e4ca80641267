"""Every address of the site, as Django's resolver knows it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    name: str  # "accounts:members"; "" where somebody forgot it
    route: str
    arguments: frozenset[str]
    view: Callable[..., Any]

    @property
    def permission(self) -> str | None:
        """What @allow asks for; functools.wraps carries the mark through further decorators."""
        return getattr(self.view, "permission", None)

    @property
    def write_permission(self) -> str | None:
        return getattr(self.view, "write_permission", None)

    @property
    def is_public(self) -> bool:
        """Whether LoginRequiredMiddleware lets everybody through."""
        return getattr(self.view, "login_required", True) is False

    @property
    def is_allauths(self) -> bool:
        return self.view.__module__.startswith("allauth.")


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", "", frozenset()))


def _walk(patterns: list[Any], route: str, namespace: str, arguments: frozenset[str]) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        names = arguments | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner, names)
        elif isinstance(pattern, URLPattern):
            yield Address(namespace + pattern.name if pattern.name else "", here, names, pattern.callback)
