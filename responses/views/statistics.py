"""/help/statistics/: every number on screen, its formula, its source and an example by hand."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from nps_app.lib import handbook
from nps_app.lib.language import chosen_language


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """For everybody: whoever is shown a number may see how it came about."""
    language = chosen_language(request)
    with translation.override(language):
        context = {"handbook": handbook.chapter("STATISTICS", language)}
        response = render(request, "responses/statistics.html", context)
    response["Content-Language"] = language
    return response
