"""/hooks/sms/<key>/: where an SMS provider reports what became of a text, and brings what people write back.

The key in the address leads to one organisation; most providers sign besides.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import Organisation
from contacts.rules.matching import country_of, number_of_sender
from delivery.actions.note_mail_event import note_mail_event
from delivery.models import Channel, OutboundMessage, Transport
from delivery.rules.references import rows_named_in
from delivery.tasks import deliver_ready_sms
from delivery.transports.sms.provider import Callback, Inbound, SmsProvider, Status
from delivery.transports.sms.providers import provider_of
from followup.tasks import triage_answers
from nps_app.lib.nudge import nudge
from responses.actions.take_sms import take_sms
from surveys.actions.note_outcome import note_outcome

logger = logging.getLogger(__name__)
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'  # in Twilio's language

T = TypeVar("T")


@csrf_exempt
@login_not_required
@require_POST
def sms_status(request: HttpRequest, key: str) -> HttpResponse:
    """Take in a status; 403 where the signature is not the account's, 400 where it cannot be read."""
    transport = _find(key)
    status = _read(request, transport, lambda provider, callback: provider.parse_status(callback))
    if isinstance(status, HttpResponse):
        return status
    if status is not None:
        _note(transport, status)
    return HttpResponse()


@csrf_exempt
@login_not_required
@require_POST
def sms_inbound(request: HttpRequest, key: str) -> HttpResponse:
    """Take in a text. The answer says nothing: what we have to say leaves through the ledger."""
    transport = _find(key)
    inbound = _read(request, transport, lambda provider, callback: provider.parse_inbound(callback))
    if isinstance(inbound, HttpResponse):
        return inbound
    if inbound is not None and transport.organisation is not None:
        _hear(transport, transport.organisation, inbound)
    if transport.provider == "twilio":
        return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")
    return HttpResponse()


def _hear(transport: Transport, organisation: Organisation, inbound: Inbound) -> None:
    sender = number_of_sender(inbound.sender, country_of(organisation.region))
    if sender is None:
        logger.info("a text of %s comes from no telephone number", transport)
        return
    taken = take_sms(
        organisation=organisation,
        transport=transport,
        sender=sender,
        text=inbound.text,
        provider_ref=inbound.id,
        now=timezone.now(),
    )
    nudge(deliver_ready_sms)
    if taken is not None and taken.response is not None and taken.response.triaged_at is None:
        nudge(triage_answers)


def _find(key: str) -> Transport:
    """The account whose hook address this is; 404 where there is none."""
    found: Transport = get_object_or_404(
        Transport.objects.select_related("organisation"), hook_key=key, channel=Channel.SMS
    )
    return found


def _read(
    request: HttpRequest, transport: Transport, parse: Callable[[SmsProvider, Callback], T | None]
) -> T | HttpResponse | None:
    """What the account says; an answer to turn the caller away with where it is not the account, or makes no sense."""
    # With the address we told the provider, not with what a proxy made of it.
    callback = Callback(
        url=settings.SITE_URL + request.get_full_path(),
        body=request.body,
        content_type=str(request.content_type),
        headers=request.headers,
    )
    provider = provider_of(transport)
    try:
        if provider is None or not provider.is_genuine(callback):
            return HttpResponse("The signature is wrong.", status=403, content_type="text/plain")
        return parse(provider, callback)
    except ValueError:
        return HttpResponse("This could not be read.", status=400, content_type="text/plain")


def _note(transport: Transport, status: Status) -> None:
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
