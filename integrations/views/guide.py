"""/help/webhooks/: what a receiver is sent, and how it checks that it comes from us. In English, for programmers."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from nps_app.lib import handbook


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """For everybody: the text of docs/WEBHOOKS.md."""
    with translation.override("en"):
        context = {"handbook": handbook.chapter("WEBHOOKS", "en")}
        response = render(request, "integrations/guide.html", context)
    response["Content-Language"] = "en"
    return response
