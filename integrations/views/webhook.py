"""/o/<org>/settings/webhooks/<id>/: one endpoint: what it wants, what it was told, and what it answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from delivery.models import OutboundMessage
from integrations.actions.delete_endpoint import delete_endpoint
from integrations.actions.replay_events import NotListening, replay_events
from integrations.actions.rotate_secret import rotate_secret
from integrations.actions.save_endpoint import AddressTaken, save_endpoint
from integrations.actions.send_test_event import send_test_event
from integrations.actions.switch_endpoint import switch_endpoint
from integrations.forms.webhook import EVENT_LABELS, WebhookForm
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.queries.webhook_deliveries import NOT_TAKEN, last_deliveries
from integrations.tasks import send_webhooks
from nps_app.lib import formats
from nps_app.lib.nudge import nudge

SWITCHED = {
    WebhookEndpoint.State.ACTIVE: gettext_lazy("Switched on."),
    WebhookEndpoint.State.PAUSED: gettext_lazy(
        "Paused. What happens meanwhile waits and is sent afterwards."
    ),
    WebhookEndpoint.State.OFF: gettext_lazy("Switched off. Nothing is kept for it."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """See and change an endpoint."""
    endpoint = _endpoint(request, pk)
    form = WebhookForm(
        request.POST if request.method == "POST" else None,
        initial={"url": endpoint.url, "events": endpoint.events},
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_endpoint(
                organisation=request.organisation,
                endpoint=endpoint,
                by=request.user,
                now=timezone.now(),
                **form.values(),
            )
        except AddressTaken:
            form.add_error("url", _("There is a webhook with this address already. Change that one."))
            endpoint = _endpoint(request, pk)
        else:
            messages.success(request, _("Saved."))
            return _back(request, endpoint)
    deliveries = last_deliveries(endpoint)
    now = timezone.now()
    context = {
        "endpoint": endpoint,
        "form": form,
        "lines": [(row, EVENT_LABELS.get(row.event.kind, row.event.kind)) for row in deliveries],
        "final": OutboundMessage.FINAL,
        "misses": any(row.message.state in NOT_TAKEN for row in deliveries),
        "rests": endpoint.retry_at is not None and endpoint.retry_at > now,
        "both_sign": endpoint.old_secret_until is not None and endpoint.old_secret_until > now,
    }
    return render(request, "integrations/webhook.html", context, status=422 if form.errors else 200)


@require_POST
@allow(Permission.SETTINGS_EDIT)
def webhook_switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, switch off, or on again."""
    endpoint = _endpoint(request, pk)
    state = request.POST.get("state", "")
    if state not in WebhookEndpoint.State.values:
        messages.error(request, _("Choose whether it is on, paused or off."))
        return _back(request, endpoint)
    switch_endpoint(endpoint=endpoint, state=state, by=request.user, now=timezone.now())
    nudge(send_webhooks)
    messages.success(request, SWITCHED[WebhookEndpoint.State(state)])
    return _back(request, endpoint)


@require_POST
@never_cache
@allow(Permission.SETTINGS_EDIT)
def webhook_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """A new secret, shown once."""
    endpoint = _endpoint(request, pk)
    secret = rotate_secret(endpoint=endpoint, by=request.user, now=timezone.now())
    context = {"endpoint": endpoint, "secret": secret, "both_sign": True}
    return render(request, "integrations/webhook_secret.html", context)


@require_POST
@allow(Permission.SETTINGS_EDIT)
def webhook_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an event that says nothing."""
    endpoint = _endpoint(request, pk)
    if endpoint.state != WebhookEndpoint.State.ACTIVE:
        messages.error(request, _("Switch it on first."))
        return _back(request, endpoint)
    send_test_event(endpoint=endpoint, now=timezone.now())
    nudge(send_webhooks)
    messages.success(request, _("A test is on its way. Load this page again to see the answer."))
    return _back(request, endpoint)


@require_POST
@allow(Permission.SETTINGS_EDIT)
def webhook_replay(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one event again, or all that were not taken."""
    endpoint = _endpoint(request, pk)
    events = None
    if number := request.POST.get("delivery", ""):
        deliveries = WebhookDelivery.objects.of(request.organisation).select_related("event__organisation")
        wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
        events = [get_object_or_404(deliveries, endpoint=endpoint, pk=wanted).event]
    try:
        sent = replay_events(endpoint=endpoint, events=events, by=request.user, now=timezone.now())
    except NotListening:
        messages.error(request, _("Switch it on first."))
        return _back(request, endpoint)
    nudge(send_webhooks)
    words = ngettext("%(n)s event is sent again.", "%(n)s events are sent again.", sent)
    messages.success(request, words % {"n": formats.whole(sent, request.organisation.region)})
    return _back(request, endpoint)


@require_POST
@allow(Permission.SETTINGS_EDIT)
def webhook_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget an endpoint."""
    delete_endpoint(endpoint=_endpoint(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _("The webhook is deleted."))
    return redirect("integrations:webhooks", request.organisation.slug)


def _endpoint(request: HttpRequest, pk: int) -> WebhookEndpoint:
    return get_object_or_404(WebhookEndpoint.objects.of(request.organisation), pk=pk)


def _back(request: HttpRequest, endpoint: WebhookEndpoint) -> HttpResponse:
    return redirect("integrations:webhook", request.organisation.slug, endpoint.pk)
