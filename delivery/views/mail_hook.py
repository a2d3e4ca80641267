"""/hooks/<provider>/: where a mail provider reports deliveries, bounces and complaints, in Anymail's dialects."""

import logging
from functools import partial

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from anymail.signals import AnymailTrackingEvent
from anymail.webhooks.base import AnymailBaseWebhookView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation
from delivery.actions.note_mail_event import note_mail_event
from delivery.models import Channel, OutboundMessage, Transport
from delivery.rules.bounces import news_of_provider
from delivery.rules.providers import BY_KEY, Provider
from delivery.rules.references import rows_named_in
from delivery.transports.anymail_reader import anymail_reader
from delivery.transports.sns import confirm_subscription, subscription_to_confirm
from surveys.actions.note_outcome import note_outcome

logger = logging.getLogger(__name__)


@csrf_exempt
@login_not_required
@require_http_methods(["HEAD", "POST"])
def mail_hook(request: HttpRequest, provider: str) -> HttpResponse:
    """Take in a provider's events. 404 unless a secret is set; 403 for whoever does not know it."""
    known = BY_KEY.get(provider)
    if (
        known is None
        or not known.hook
        or not settings.MAIL_HOOK_SECRET
        or (known.hook_key and not settings.MAIL_HOOK_KEY)
    ):
        raise Http404
    return take_reports(request, known, reader_of(known, settings.MAIL_HOOK_SECRET, settings.MAIL_HOOK_KEY))


@csrf_exempt
@login_not_required
@require_http_methods(["HEAD", "POST"])
def own_hook(request: HttpRequest, provider: str, hook_key: str) -> HttpResponse:
    """The same for the provider an organisation set up itself: its address is the secret.

    What comes in here can only be about that organisation's messages. 404 where a key to check signatures is due
    and nobody entered it.
    """
    row = get_object_or_404(
        Transport.objects.select_related("organisation"),
        provider=provider,
        hook_key=hook_key,
        channel=Channel.EMAIL,
    )
    known = BY_KEY.get(provider)
    signing_key = row.secrets.get(known.hook_key, "") if known else ""
    if known is None or not known.hook or (known.hook_key and not signing_key):
        raise Http404
    reader = reader_of(known, hook_key, signing_key)
    reader.basic_auth = None
    return take_reports(request, known, reader, row.organisation)


def take_reports(
    request: HttpRequest,
    provider: Provider,
    view: AnymailBaseWebhookView,
    organisation: Organisation | None = None,
) -> HttpResponse:
    """Check where a report comes from, and take in what it says."""
    if request.method == "HEAD":  # some providers look first whether anybody is there
        return HttpResponse()
    try:
        view.run_validators(request)
    except AnymailWebhookValidationFailure:
        return HttpResponse("Wrong password or signature.", status=403, content_type="text/plain")
    except (AnymailError, ValueError, KeyError, TypeError, AttributeError) as error:
        return _unreadable(provider, error)
    try:
        events = view.parse_events(request)
    except (AnymailError, ValueError, KeyError, TypeError, AttributeError) as error:
        return _unreadable(provider, error)
    if provider.key == "amazon_ses" and (url := subscription_to_confirm(request.body)):
        confirm_subscription(url)
    for event in events:
        if isinstance(event, AnymailTrackingEvent):
            _take_in(event, provider.key, organisation)
    return HttpResponse()


def _unreadable(provider: Provider, error: Exception) -> HttpResponse:
    logger.warning("what %s reported could not be read", provider.key, exc_info=error)
    return HttpResponse("This could not be read.", status=400, content_type="text/plain")


def reader_of(provider: Provider, secret: str, signing_key: str) -> AnymailBaseWebhookView:
    """Anymail's reader of what a provider reports."""
    key: dict[str, str | bool] = {provider.hook_key: signing_key} if provider.hook_key else {}
    if provider.key == "amazon_ses":
        key["auto_confirm_sns_subscriptions"] = (
            False  # delivery/transports/sns.py does, for Amazon's own addresses only
        )
    return anymail_reader(provider.backend, provider.hook, {"webhook_secret": secret, **key})


def _take_in(event: AnymailTrackingEvent, provider: str, organisation: Organisation | None) -> None:
    news = news_of_provider(event.event_type, event.reject_reason, event.mta_response or event.description)
    row = _row(event, organisation)
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


def _row(event: AnymailTrackingEvent, organisation: Organisation | None) -> int | None:
    """The message an event is about: by the reference we sent along, by its Message-ID, by the provider's name for it.

    Only among the messages of the organisation whose provider speaks; the server's provider speaks of all.
    """
    messages = OutboundMessage.objects.of(organisation) if organisation else OutboundMessage.objects.all()
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    named = rows_named_in(str((event.metadata or {}).get("promotor", "")), keys)
    if named:
        return messages.filter(pk=named[0]).values_list("pk", flat=True).first()
    if not event.message_id:
        return None
    name = str(event.message_id)
    by_name = Q(message_id=f"<{name.strip('<>')}>")
    if organisation:
        by_name |= Q(provider_ref=name)
    return messages.filter(by_name).values_list("pk", flat=True).first()
