from datetime import datetime

from django.db import transaction

from contacts.actions.suppress import suppress
from contacts.models import Suppression
from delivery.actions.close_message import Settled
from delivery.models import MailEvent, OutboundMessage
from delivery.rules.bounces import News

State = OutboundMessage.State
FOREVER = {
    News.HARD: Suppression.Reason.BOUNCED,
    News.COMPLAINT: Suppression.Reason.COMPLAINED,
    News.UNSUBSCRIBED: Suppression.Reason.UNSUBSCRIBED,
}


@transaction.atomic
def note_mail_event(
    *, row: int, news: News, source: str, detail: str, settled: Settled | None, now: datetime
) -> bool:
    """Take in what happened to a message after it left; False if there is nothing new in it.

    Nobody there, a complaint, an unsubscription: that address is never written to again. Whatever it is, it
    proves that the message was handed over, which settles an uncertain one. `settled` tells the room that sent
    it. What comes back of mails to our own staff and of tests says nothing about a customer.
    """
    message = OutboundMessage.objects.select_for_update(of=("self",)).select_related("organisation")
    to_customers = message.filter(policy=OutboundMessage.Policy.HOLD).exclude(kind=OutboundMessage.Kind.TEST)
    found = to_customers.filter(pk=row).first()
    if found is None or found.organisation is None or not found.recipient:  # erased meanwhile
        return False
    if found.state in {State.QUEUED, State.LEASED}:
        return False
    _, is_new = MailEvent.objects.of(found.organisation).get_or_create(
        message=found,
        news=news,
        defaults={
            "organisation": found.organisation,
            "address_hash": Suppression.hashes_of(found.recipient)[0],
            "source": source[:20],
            "detail": detail[:300],
            "at": now,
        },
    )
    if not is_new:
        return False
    if news in FOREVER:
        suppress(
            organisation=found.organisation,
            channel=Suppression.channel_of(found.channel),
            address=found.recipient,
            reason=FOREVER[news],
            by="system",
            now=now,
        )
    if _settle(found, news, now) and settled is not None:
        settled(found)
    return True


def _settle(message: OutboundMessage, news: News, now: datetime) -> bool:
    """Correct the message's state by what is now known; True if that changed it."""
    if news is News.HARD and message.state in {State.SENT, State.UNCERTAIN}:
        message.state, message.reason, message.sent_at = State.FAILED, "bad_address", None
    elif news is not News.HARD and message.state == State.UNCERTAIN:
        message.state, message.reason, message.sent_at = State.SENT, "", message.armed_at or now
    else:
        return False
    message.owner = None
    message.save(update_fields=["state", "reason", "sent_at", "owner"])
    return True
