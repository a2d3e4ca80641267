"""Pages behind a link that is a secret: never stored, never indexed, never named to another site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from nps_app.lib.ratelimit import exceeded
from nps_app.lib.visitors import visitor_key

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Decorate a view whose token in the address is all the permission there is.

    No CSRF check, because there is no cookie that another site could abuse; so none is set either.
    """

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return guarded


def unknown_link(request: HttpRequest) -> HttpResponse:
    """No such link. Who tries many is guessing."""
    if exceeded("unknown-token", visitor_key(request), limit=30, seconds=60):
        return HttpResponse(status=429)
    raise Http404


def render_in(
    language: str, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A public page in the language of whoever reads it, not of the site."""
    with translation.override(language):
        response = render(request, template, context, status=status)
    response["Content-Language"] = language
    return response
