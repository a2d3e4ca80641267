"""A short way to the pages that customers open: no session, no account, no messages, nothing that only staff need.

Each layer that a request passes costs time, and these pages are opened a thousand times as often as all others.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from nps_app.public_layer import PublicLayer

GetResponse = Callable[[HttpRequest], HttpResponse]


class PublicRoad:
    """The first middleware: leads addresses of PUBLIC_PREFIXES through one layer (PublicLayer) instead of the rest."""

    def __init__(self, get_response: GetResponse) -> None:
        self._long = get_response
        self._short = PublicLayer(_views())
        self._prefixes = tuple(settings.PUBLIC_PREFIXES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The same views over the shorter or the longer way."""
        road = self._short if request.path_info.startswith(self._prefixes) else self._long
        return road(request)


def _views() -> Any:
    """Finds the view of an address and calls it."""
    handler: Any = _ShortHandler()
    handler._view_middleware = []
    handler._template_response_middleware = []
    handler._exception_middleware = []
    return convert_exception_to_response(handler._get_response)


class _ShortHandler(BaseHandler):
    """Django's, which looks for an address among those of customers first."""

    def resolve_request(self, request: HttpRequest) -> Any:
        """The view and its arguments."""
        path = request.path_info[1:]
        for pattern in _patterns():
            match = pattern.resolve(path)
            if match:
                request.resolver_match = match
                return match
        return super().resolve_request(request)


@cache
def _patterns() -> list[URLPattern]:
    """The patterns of customers' pages, without the rooms around them."""
    prefixes = tuple(prefix[1:] for prefix in settings.PUBLIC_PREFIXES)
    rooms = [entry for entry in get_resolver().url_patterns if isinstance(entry, URLResolver)]
    return [
        pattern
        for room in rooms
        if not str(room.pattern)
        for pattern in room.url_patterns
        if isinstance(pattern, URLPattern) and str(pattern.pattern).startswith(prefixes)
    ]
