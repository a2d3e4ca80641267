import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.actions.write_event import write_event
from delivery.models import OutboundMessage, ReplyAddress
from delivery.rules.inbound_mail import InboundMail, read_mail
from delivery.rules.references import CHECK, rows_named_in

logger = logging.getLogger(__name__)

Take = Callable[[InboundMail], bool]


@transaction.atomic
def receive_mail(*, row: ReplyAddress, raw: bytes, take: Take, now: datetime, envelope: str = "") -> bool:
    """Take in one mail that came to the address for answers; True where it belonged to something.

    `take` hears of what a customer may have written, and says whether it knew what to do with it. Our own test
    mail proves the address; anything else that we wrote ourselves comes back in a circle and is dropped.
    """
    try:
        mail = read_mail(raw, envelope=envelope)
    except Exception:
        # Anybody can send us anything; one broken mail must not keep us from reading the others.
        logger.exception("a mail to %s could not be read", row.address)
        return False
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    if row.pk in rows_named_in(mail.addressed_to, keys, CHECK):
        _confirm(row, now)
        return True
    if OutboundMessage.objects.of(row.organisation).filter(message_id=mail.message_id).exists():
        return False
    if take(mail):
        return True
    ReplyAddress.objects.of(row.organisation).filter(pk=row.pk).update(strays=F("strays") + 1, stray_at=now)
    return False


def _confirm(row: ReplyAddress, now: datetime) -> None:
    waiting = ReplyAddress.objects.of(row.organisation).filter(pk=row.pk, confirmed_at=None)
    if waiting.exclude(check_sent_at=None).update(confirmed_at=now):
        write_event(
            organisation=row.organisation, verb="reply_address.works", subject=row, by="system", now=now
        )
