"""/hooks/sms/<key>/status/: where an SMS provider reports what became of a text. The key leads to one organisation."""

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from delivery.actions.note_mail_event import note_mail_event
from delivery.models import Channel, OutboundMessage, Transport
from delivery.rules.references import rows_named_in
from delivery.transports.sms.provider import Callback, SmsProvider, Status
from delivery.transports.sms.providers import provider_of
from surveys.actions.note_outcome import note_outcome

logger = logging.getLogger(__name__)


@csrf_exempt
@login_not_required
@require_POST
def sms_status(request: HttpRequest, key: str) -> HttpResponse:
    """Take in a status; 403 where the signature is not the account's, 400 where it cannot be read."""
    transport = find_transport(key)
    provider, callback = provider_of(transport), callback_of(request)
    try:
        if not is_genuine(provider, callback):
            return HttpResponse("The signature is wrong.", status=403, content_type="text/plain")
        status = provider.parse_status(callback) if provider else None
    except ValueError:
        return HttpResponse("This could not be read.", status=400, content_type="text/plain")
    if status is not None:
        _take_in(transport, status)
    return HttpResponse()


def find_transport(key: str) -> Transport:
    """The account whose hook address this is; 404 where there is none."""
    found: Transport = get_object_or_404(
        Transport.objects.select_related("organisation"), hook_key=key, channel=Channel.SMS
    )
    return found


def callback_of(request: HttpRequest) -> Callback:
    """The request as the provider made it: with the address we told it, not with what a proxy made of it."""
    return Callback(
        url=settings.SITE_URL + request.get_full_path(),
        body=request.body,
        content_type=str(request.content_type),
        headers=request.headers,
    )


def is_genuine(provider: SmsProvider | None, callback: Callback) -> bool:
    """Whether the account itself calls."""
    return provider is not None and provider.is_genuine(callback)


def _take_in(transport: Transport, status: Status) -> None:
    row = _row(transport, status)
    if row is None:
        logger.info("a status of %s names no message of ours", transport)
        return
    now = timezone.now()
    note_mail_event(
        row=row,
        news=status.news,
        source=transport.provider,
        detail=status.detail,
        settled=lambda message: note_outcome(message=message, now=now),
        now=now,
    )


def _row(transport: Transport, status: Status) -> int | None:
    """By the reference we sent along, else by what the provider calls the message; of this organisation only."""
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    if transport.organisation is None:
        return None
    own = OutboundMessage.objects.of(transport.organisation).filter(channel=Channel.SMS)
    named = rows_named_in(status.ref, keys)
    if named:
        own = own.filter(pk=named[0])
    elif status.id:
        own = own.filter(transport=transport, provider_ref=status.id)
    else:
        return None
    return own.values_list("pk", flat=True).first()
