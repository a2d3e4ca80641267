"""/o/<org>/settings/mail/: by whose server or provider the organisation's mails to customers leave."""

from email.utils import parseaddr

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from delivery.actions.remove_transport import remove_transport
from delivery.actions.save_transport import save_transport
from delivery.actions.try_transport import try_transport
from delivery.forms.transport import ProviderChoice, TransportForm, chosen_provider
from delivery.models import Channel, Transport
from delivery.queries.today_of import today_of
from delivery.queries.ways_out import transport_of
from delivery.rules.providers import BY_KEY
from delivery.templatetags.transport_words import cause_words
from nps_app.lib import ratelimit

TRIALS_A_MINUTE = 5


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def transport(request: HttpRequest) -> HttpResponse:
    """Choose a provider in the address, fill in its fields, save; and below, how it is doing."""
    stored = transport_of(request.organisation, Channel.EMAIL)
    typed = request.POST if request.method == "POST" else None
    provider = chosen_provider((request.POST if typed else request.GET).get("provider"), stored)
    form = TransportForm(typed, provider=provider, stored=stored) if provider else None
    if typed is not None and form is not None and form.is_valid():
        save_transport(
            organisation=request.organisation,
            channel=Channel.EMAIL,
            provider=form.provider.key,
            options=form.options,
            secrets=form.secrets,
            warm_up=form.cleaned_data["warm_up"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. Send yourself a test mail to see whether it works."))
        return redirect("delivery:transport", org=request.organisation.slug)
    context = {
        "choice": ProviderChoice(initial={"provider": provider.key if provider else "smtp"}),
        "form": form,
        "stored": stored,
        "stored_label": BY_KEY[stored.provider].label if stored else "",
        "hook": _hook(stored) if stored else "",
        "today": today_of(stored, now=timezone.now()) if stored else None,
        "servers_address": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
    }
    return render(request, "delivery/transport.html", context, status=422 if typed is not None else 200)


@require_POST
@allow(Permission.SETTINGS_EDIT)
def transport_trial(request: HttpRequest) -> HttpResponse:
    """Send a test mail to whoever asks, and say how it went."""
    stored = transport_of(request.organisation, Channel.EMAIL)
    here = redirect("delivery:transport", org=request.organisation.slug)
    if stored is None:
        messages.info(request, _("Nothing of your own is set up."))
        return here
    key = str(request.organisation.pk)
    if ratelimit.exceeded("try_transport", key, limit=TRIALS_A_MINUTE, seconds=60):
        messages.error(request, _("That was often enough. Wait a minute, then try again."))
        return here
    trial = try_transport(
        transport=stored,
        to=request.user.email,
        subject=_("Test of %(organisation)s") % {"organisation": request.organisation.name},
        text=_("This mail came by the way that is set up for your customers. It works.") + "\n",
        now=timezone.now(),
    )
    if trial.was_taken:
        words = _(
            "The mail was accepted and is on its way to %(address)s. If it does not arrive, look into spam."
        )
        messages.success(request, words % {"address": request.user.email})
    else:
        words = _("The test mail did not leave. %(cause)s The answer was: %(answer)s")
        messages.error(request, words % {"cause": cause_words(trial.cause), "answer": trial.answer[:300]})
    return here


@require_POST
@allow(Permission.SETTINGS_EDIT)
def transport_remove(request: HttpRequest) -> HttpResponse:
    """Go back to the server's own settings."""
    if (stored := transport_of(request.organisation, Channel.EMAIL)) is not None:
        remove_transport(transport=stored, by=request.user, now=timezone.now())
    messages.success(request, _("Mails to your customers leave by the server's own settings again."))
    return redirect("delivery:transport", org=request.organisation.slug)


def _hook(stored: Transport) -> str:
    """Where the provider reports to; empty where it has nothing to report."""
    if not BY_KEY[stored.provider].hook:
        return ""
    return settings.SITE_URL + reverse("delivery:own_hook", args=[stored.provider, stored.hook_key])
