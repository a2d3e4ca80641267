"""A short way to the pages that customers open: no session, no account, no messages, nothing that only staff need.

Each layer that a request passes costs time, and these pages are opened a thousand times as often as all others.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse

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
    handler: Any = BaseHandler()
    handler._view_middleware = []
    handler._template_response_middleware = []
    handler._exception_middleware = []
    return convert_exception_to_response(handler._get_response)
