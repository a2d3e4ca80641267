"""/hooks/<provider>/: where a mail provider reports deliveries, bounces and complaints, in Anymail's dialects."""

import logging
from functools import partial
from importlib import import_module

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from anymail.signals import AnymailTrackingEvent
from anymail.webhooks.base import AnymailBaseWebhookView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from delivery.actions.note_mail_event import note_mail_event
from delivery.models import OutboundMessage
from delivery.rules.bounces import news_of_provider
from delivery.rules.references import rows_named_in
from surveys.actions.note_outcome import note_outcome

logger = logging.getLogger(__name__)
PROVIDERS = {
    "brevo": "BrevoTrackingWebhookView",
    "mailersend": "MailerSendTrackingWebhookView",
    "mailgun": "MailgunTrackingWebhookView",
    "mailjet": "MailjetTrackingWebhookView",
    "mandrill": "MandrillCombinedWebhookView",
    "postmark": "PostmarkTrackingWebhookView",
    "sendgrid": "SendGridTrackingWebhookView",
    "sparkpost": "SparkPostTrackingWebhookView",
}
# These sign what they report besides; without the key nobody can tell.
KEYS = {"mailersend": "signing_secret", "mailgun": "webhook_signing_key", "mandrill": "webhook_key"}


@csrf_exempt
@login_not_required
@require_http_methods(["HEAD", "POST"])
def mail_hook(request: HttpRequest, provider: str) -> HttpResponse:
    """Take in a provider's events. 404 unless a secret is set; 403 for whoever does not know it."""
    if (
        provider not in PROVIDERS
        or not settings.MAIL_HOOK_SECRET
        or (provider in KEYS and not settings.MAIL_HOOK_KEY)
    ):
        raise Http404
    if request.method == "HEAD":  # some providers look first whether anybody is there
        return HttpResponse()
    view = _reader(provider)
    try:
        view.run_validators(request)
    except AnymailWebhookValidationFailure:
        return HttpResponse("Wrong user name or password.", status=403, content_type="text/plain")
    try:
        events = view.parse_events(request)
    except (AnymailError, ValueError, KeyError, TypeError, AttributeError):
        logger.warning("what %s reported could not be read", provider, exc_info=True)
        return HttpResponse("This could not be read.", status=400, content_type="text/plain")
    for event in events:
        if isinstance(event, AnymailTrackingEvent):
            _take_in(event, provider)
    return HttpResponse()


def _reader(provider: str) -> AnymailBaseWebhookView:
    key = {KEYS[provider]: settings.MAIL_HOOK_KEY} if provider in KEYS else {}
    view_class = getattr(import_module(f"anymail.webhooks.{provider}"), PROVIDERS[provider])
    reader: AnymailBaseWebhookView = view_class(webhook_secret=settings.MAIL_HOOK_SECRET, **key)
    return reader


def _take_in(event: AnymailTrackingEvent, provider: str) -> None:
    news = news_of_provider(event.event_type, event.reject_reason, event.mta_response or event.description)
    row = _row(event)
    if news is None or row is None:
        return
    now = timezone.now()
    settled = partial(note_outcome, now=now)
    note_mail_event(
        row=row,
        news=news,
        source=provider,
        detail=event.mta_response or event.description or "",
        settled=lambda message: settled(message=message),
        now=now,
    )


def _row(event: AnymailTrackingEvent) -> int | None:
    """The message an event is about: by the reference we sent along, else by its Message-ID."""
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    named = rows_named_in(str((event.metadata or {}).get("promotor", "")), keys)
    if named:
        return named[0]
    if not event.message_id:
        return None
    message_id = f"<{str(event.message_id).strip('<>')}>"
    return OutboundMessage.objects.filter(message_id=message_id).values_list("pk", flat=True).first()
