"""/help/sending/: how messages leave, what each state and reason means, what is promised and what is not."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from nps_app.lib import handbook
from nps_app.lib.language import chosen_language


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """For everybody: the same text for all, the one of docs/SENDING.md."""
    language = chosen_language(request)
    with translation.override(language):
        context = {"handbook": handbook.chapter("SENDING", language)}
        response = render(request, "delivery/guide.html", context)
    response["Content-Language"] = language
    return response
