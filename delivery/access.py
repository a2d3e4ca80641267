"""The door of what exists in a trial only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse


def in_trial_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 wherever mail really leaves."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.MAIL_CATCHER_DIR:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
