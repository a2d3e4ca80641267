"""/hooks/replies/<key>/: where a provider, or a mail server of one's own, hands over what customers write.

The key in the address leads to one organisation; providers that sign are believed only with their signature.
"""

import logging
from functools import partial

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from anymail.signals import AnymailInboundEvent
from anymail.webhooks.base import AnymailBaseWebhookView
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from delivery.actions.receive_mail import receive_mail
from delivery.models import ReplyAddress
from delivery.rules.reply_ways import BY_KEY, RAW, ReplyWay
from delivery.tasks import deliver_ready
from delivery.transports.anymail_reader import anymail_reader
from followup.actions.take_mail import take_mail
from nps_app.lib.nudge import nudge

logger = logging.getLogger(__name__)
LARGEST = 40 * 1024 * 1024  # what providers allow a mail with its attachments
UNREADABLE = (AnymailError, ImproperlyConfigured, ValueError, KeyError, TypeError, AttributeError)


@csrf_exempt
@login_not_required
@require_http_methods(["HEAD", "POST"])
def reply_hook(request: HttpRequest, key: str) -> HttpResponse:
    """Take in one mail, or what a provider made of it. 403 for a wrong signature, 400 for what cannot be read."""
    row = get_object_or_404(ReplyAddress.objects.select_related("organisation"), hook_key=key)
    if request.method == "HEAD":  # some providers look first whether anybody is there
        return HttpResponse()
    if not _read_body(request):
        return HttpResponse("This is too large.", status=413, content_type="text/plain")
    try:
        mails = _mails(request, row, BY_KEY[row.way])
    except AnymailWebhookValidationFailure:
        return HttpResponse("Wrong password or signature.", status=403, content_type="text/plain")
    except UNREADABLE as error:
        logger.warning("what %s handed over could not be read", row.way, exc_info=error)
        return HttpResponse("This could not be read.", status=400, content_type="text/plain")
    now = timezone.now()
    take = partial(take_mail, organisation=row.organisation, now=now)
    taken = [
        receive_mail(row=row, raw=raw, envelope=envelope, take=lambda mail: take(mail=mail), now=now)
        for raw, envelope in mails
    ]
    if any(taken):
        nudge(deliver_ready)
    return HttpResponse()


def _read_body(request: HttpRequest) -> bool:
    """Let the body be larger than that of any other page: mails come with attachments."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdecimal() or int(size) > LARGEST:
        return False
    if request.content_type != "multipart/form-data":  # of those, Django keeps files apart by itself
        request._body = request.read()
    return True


def _mails(request: HttpRequest, row: ReplyAddress, way: ReplyWay) -> list[tuple[bytes, str]]:
    if row.is_mailbox:
        return []  # nobody was given this address
    if way.key == RAW:
        return [(request.body, request.headers.get("X-Envelope-To", ""))]
    view = _reader(way, row)
    view.run_validators(request)
    return [
        (event.message.as_bytes(), str(event.message.envelope_recipient or ""))
        for event in view.parse_events(request)
        if isinstance(event, AnymailInboundEvent) and event.message is not None
    ]


def _reader(way: ReplyWay, row: ReplyAddress) -> AnymailBaseWebhookView:
    signing = {way.signing: row.secrets.get("signing", "")} if way.signing else {}
    view = anymail_reader(way.backend, way.reader, {"webhook_secret": row.hook_key, **signing})
    view.basic_auth = None  # the key stands in the address
    return view
