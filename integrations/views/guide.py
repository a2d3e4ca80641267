"""/help/webhooks/: what a receiver is sent, and how it checks that it comes from us."""

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
    """For everybody: the text of docs/WEBHOOKS.md, in the reader's language."""
    language = chosen_language(request)
    with translation.override(language):
        context = {"handbook": handbook.chapter("WEBHOOKS", language)}
        response = render(request, "integrations/guide.html", context)
    response["Content-Language"] = language
    return response
