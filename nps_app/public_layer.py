"""What five of Django's layers do, in one pass: secure address, known host, language, and the headers that protect.

Their order and their results are theirs (tests/nps_app/test_public_road.py compares them); what is saved is that
each wraps the next, works out anew what is the same for all, and looks at the request again.
"""

from typing import Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from nps_app.public_csp import PublicCSPMiddleware

VARY = "Accept-Language"


class PublicLayer:
    """The one layer around the views of customers' pages."""

    def __init__(self, views: Any) -> None:
        self._views = views
        self._security = SecurityMiddleware(views)
        self._common = CommonMiddleware(views)
        self._csp = PublicCSPMiddleware(views)
        self._ask: Any = convert_exception_to_response(self._enter)
        self._fixed = {"X-Frame-Options": settings.X_FRAME_OPTIONS, **self._headers_of_security()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The view's response, or a redirect or refusal, with all headers."""
        self._csp.process_request(request)
        language = translation.get_language_from_request(request)
        translation.activate(language)  # what is refused is said in it, too
        response: HttpResponse = self._ask(request)
        headers = response.headers
        if headers.get("Vary") != VARY:
            patch_vary_headers(response, [VARY])
        headers.setdefault("Content-Language", language)
        for name, value in self._fixed.items():
            headers.setdefault(name, value)
        if self._security.sts_seconds:
            self._security.process_response(request, response)
        self._csp.process_response(request, response)
        return response

    def _enter(self, request: HttpRequest) -> Any:
        early = self._security.process_request(request) or self._common.process_request(request)
        return early or self._common.process_response(request, self._views(request))

    def _headers_of_security(self) -> dict[str, str]:
        """Those that are the same for every request: it is asked once."""
        request, response = HttpRequest(), HttpResponse()
        before = set(response.headers)
        self._security.process_response(request, response)
        return {name: value for name, value in response.items() if name not in before}
