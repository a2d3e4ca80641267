"""/help/said-and-bought/: how to read the page of saying and buying, and what it cannot say."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from nps_app.lib import handbook
from nps_app.lib.language import chosen_language


@login_not_required
@require_safe
def said_guide(request: HttpRequest) -> HttpResponse:
    """For everybody: the same text for all, the one of docs/SAID_AND_BOUGHT.md."""
    language = chosen_language(request)
    with translation.override(language):
        context = {"handbook": handbook.chapter("SAID_AND_BOUGHT", language)}
        response = render(request, "reports/said_guide.html", context)
    response["Content-Language"] = language
    return response
