"""The Content-Security-Policy of customers' pages: the same for all but for its nonce, so it is put together once."""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

_NONCE = "0nonce0"


class PublicCSPMiddleware(CSPMiddleware):
    """django-csp's, for pages that never ask for a policy of their own."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the header; with a nonce where the page has used it."""
        if any(name.startswith("_csp") for name in vars(response)):
            return super().process_response(request, response)
        nonce = getattr(request, "_csp_nonce", None)
        response[HEADER] = (
            _policy(has_nonce=True).replace(_NONCE, nonce) if nonce else _policy(has_nonce=False)
        )
        return response


@cache
def _policy(*, has_nonce: bool) -> str:
    return build_policy(nonce=_NONCE if has_nonce else None)
