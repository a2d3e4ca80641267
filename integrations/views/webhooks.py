"""/o/<org>/settings/webhooks/: who is told what happens here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from integrations.actions.save_endpoint import AddressTaken, save_endpoint
from integrations.forms.webhook import WebhookForm
from integrations.queries.webhook_deliveries import endpoint_lines
from integrations.rules.webhook_events import EVENTS


@require_safe
@allow(Permission.SETTINGS_EDIT)
def webhooks(request: HttpRequest) -> HttpResponse:
    """Every endpoint with its state."""
    return render(request, "integrations/webhooks.html", {"lines": endpoint_lines(request.organisation)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(Permission.SETTINGS_EDIT)
def webhook_new(request: HttpRequest) -> HttpResponse:
    """Add an endpoint; the answer shows its secret, once."""
    form = WebhookForm(
        request.POST if request.method == "POST" else None, initial={"events": ["answer.counted", EVENTS[1]]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            endpoint, secret = save_endpoint(
                organisation=request.organisation, by=request.user, now=timezone.now(), **form.values()
            )
        except AddressTaken:
            form.add_error("url", _("There is a webhook with this address already. Change that one."))
        else:
            context = {"endpoint": endpoint, "secret": secret}
            return render(request, "integrations/webhook_secret.html", context)
    return render(
        request, "integrations/webhook_new.html", {"form": form}, status=422 if form.errors else 200
    )
