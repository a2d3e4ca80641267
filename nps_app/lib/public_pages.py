"""Pages behind a link that is a secret: never stored, never indexed, never named to another site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

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
