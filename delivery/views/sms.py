"""/o/<org>/settings/sms/: by which provider the organisation's SMS leave, and where it reports to."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from contacts.rules.matching import country_of
from delivery.actions.remove_transport import remove_transport
from delivery.actions.save_transport import save_transport
from delivery.actions.try_sms import try_sms
from delivery.forms.sms import SmsAccountForm, SmsProviderChoice, SmsTrialForm
from delivery.models import Channel, Transport
from delivery.queries.ways_out import transport_of
from delivery.rules.sms_accounts import BY_KEY
from delivery.templatetags.transport_words import sms_cause_words
from delivery.transports.sms.providers import hook_url
from nps_app.lib import ratelimit

TRIALS_A_MINUTE = 5


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def sms(request: HttpRequest) -> HttpResponse:
    """Choose a provider in the address, fill in its fields, save; and above, how it is doing."""
    stored = transport_of(request.organisation, Channel.SMS)
    typed = request.POST if request.method == "POST" else None
    chosen = (request.POST if typed is not None else request.GET).get("provider", "")
    account = BY_KEY.get(chosen) or (BY_KEY.get(stored.provider) if stored else None)
    form = SmsAccountForm(typed, account=account, stored=stored) if account else None
    if form is not None and form.is_bound and form.is_valid():
        save_transport(
            organisation=request.organisation,
            channel=Channel.SMS,
            provider=form.account.key,
            options=form.options,
            secrets=form.secrets,
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. Send yourself a test SMS to see whether it works."))
        return redirect("delivery:sms", org=request.organisation.slug)
    return _page(request, stored, form, status=422 if typed is not None else 200)


@require_POST
@allow(Permission.SETTINGS_EDIT)
def sms_trial(request: HttpRequest) -> HttpResponse:
    """Send a test SMS, and say how it went."""
    stored = transport_of(request.organisation, Channel.SMS)
    if stored is None:  # removed in another window
        return redirect("delivery:sms", org=request.organisation.slug)
    trial = SmsTrialForm(request.POST, country=country_of(request.organisation.region))
    account = BY_KEY.get(stored.provider)
    form = SmsAccountForm(account=account, stored=stored) if account else None
    if not trial.is_valid():
        return _page(request, stored, form, trial=trial, status=422)
    key = str(request.organisation.pk)
    if ratelimit.exceeded("try_sms", key, limit=TRIALS_A_MINUTE, seconds=60):
        messages.error(request, _("That was often enough. Wait a minute, then try again."))
    else:
        _try(request, stored, trial.cleaned_data["phone"])
    return redirect("delivery:sms", org=request.organisation.slug)


@require_POST
@allow(Permission.SETTINGS_EDIT)
def sms_remove(request: HttpRequest) -> HttpResponse:
    """Forget the account."""
    stored = transport_of(request.organisation, Channel.SMS)
    if stored is not None:
        remove_transport(transport=stored, by=request.user, now=timezone.now())
        messages.success(request, _("The account is removed. No SMS leave any more."))
    return redirect("delivery:sms", org=request.organisation.slug)


def _try(request: HttpRequest, stored: Transport, phone: str) -> None:
    text = _("Test of %(organisation)s: your SMS leave.") % {"organisation": request.organisation.name}
    outcome = try_sms(transport=stored, to=phone, text=text)
    if outcome.was_taken:
        words = _("The provider took the SMS; it is on its way to %(phone)s.")
        messages.success(request, words % {"phone": phone})
    else:
        words = _("The SMS did not leave. %(cause)s The answer was: %(answer)s")
        cause = sms_cause_words(outcome.cause)
        messages.error(request, words % {"cause": cause, "answer": outcome.answer[:300]})


def _page(
    request: HttpRequest,
    stored: Transport | None,
    form: SmsAccountForm | None,
    *,
    trial: SmsTrialForm | None = None,
    status: int,
) -> HttpResponse:
    context = {
        "choice": SmsProviderChoice(initial={"provider": form.account.key if form else "twilio"}),
        "form": form,
        "stored": stored,
        "stored_label": BY_KEY[stored.provider].label if stored and stored.provider in BY_KEY else "",
        "trial": trial or SmsTrialForm(country=country_of(request.organisation.region)),
        "status_url": hook_url(stored, "status") if stored else "",
        "inbound_url": hook_url(stored, "inbound") if stored else "",
        "is_caught": bool(settings.MAIL_CATCHER_DIR) and stored is None,
    }
    return render(request, "delivery/sms.html", context, status=status)
