"""/help/statistics/: every number on screen, its formula, its source and an example by hand."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from nps_app.lib import handbook


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """For everybody: whoever is shown a number may see how it came about."""
    language = request.GET.get("lang", "")
    if language not in dict(settings.LANGUAGES):
        language = (translation.get_language() or "en").split("-")[0]
    with translation.override(language):
        response = render(request, "responses/statistics.html", {"handbook": handbook.statistics(language)})
    response["Content-Language"] = language
    return response
