"""/o/<org>/messages/sender/: whether the world has reason to take our mails."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from delivery.actions.check_sender import check_sender
from delivery.forms.sender import SenderForm
from delivery.models import Channel
from delivery.queries.ways_out import transport_of
from delivery.transports.identity import identity_of
from nps_app.lib import ratelimit

CHECKS_A_MINUTE = 10


@allow(Permission.MESSAGE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def sender(request: HttpRequest) -> HttpResponse:
    """The form, and below it what the name servers say. They are asked by POST only: it takes seconds."""
    transport = transport_of(request.organisation, Channel.EMAIL)
    form = SenderForm(request.POST if request.method == "POST" else None)
    checks, busy = [], False
    if form.is_bound and form.is_valid():
        key = str(request.organisation.pk)
        busy = ratelimit.exceeded("check_sender", key, limit=CHECKS_A_MINUTE, seconds=60)
        checks = [] if busy else check_sender(selector=form.cleaned_data["selector"], transport=transport)
    context = {
        "form": form,
        "checks": checks,
        "busy": busy,
        "address": identity_of(transport).address,
    }
    status = 429 if busy else 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "delivery/sender.html", context, status=status)
