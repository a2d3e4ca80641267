"""A text somebody sent us: a wish to be left alone, a score, the reason for one, or something we do not understand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Organisation
from contacts.actions.ask_again import ask_again
from contacts.actions.stop_asking import stop_asking
from contacts.models import Suppression
from delivery.actions.enqueue import enqueue
from delivery.actions.note_inbound import note_inbound
from delivery.models import Channel, InboundMessage, OutboundMessage, Transport
from delivery.rules.sms_words import Wish, wish_of
from responses.actions.record_answer import AnswerRefused, record_answer
from responses.models import Response
from surveys.models import Invitation
from surveys.rules import sms_text
from surveys.rules.sms_reply import LONGEST_COMMENT, Meaning, Reply, read_reply
from surveys.rules.ways import Way
from surveys.rules.wording import strip_controls

Heard = InboundMessage.Meaning
# A reply that could not leave for so long would come out of the blue.
REPLY_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Taken:
    """What a text was taken for, and the answer it gave or changed."""

    meaning: str
    response: Response | None = None


@transaction.atomic
def take_sms(
    *,
    organisation: Organisation,
    transport: Transport | None,
    sender: str,
    text: str,
    provider_ref: str = "",
    now: datetime,
) -> Taken | None:
    """Take in a text from `sender` (E.164); None when it was taken in before.

    A person sent it, so its score is certain. The reason is asked for once, and a number once more, by a
    message in the ledger: afterwards the page or task nudges `delivery.tasks.deliver_ready_sms`.
    """
    text = strip_controls(text)
    row = note_inbound(
        organisation=organisation,
        transport=transport,
        sender=sender,
        text=text,
        provider_ref=strip_controls(provider_ref, keep=""),
        now=now,
    )
    if row is None:
        return None
    taken = _wish(organisation, sender, text, now) or _answer(organisation, sender, text, now)
    row.meaning = taken.meaning
    row.save(update_fields=["meaning"])
    return taken


def _wish(organisation: Organisation, sender: str, text: str, now: datetime) -> Taken | None:
    wish = wish_of(text)
    if wish is None:
        return None
    do = stop_asking if wish is Wish.STOP else ask_again
    number = [(Suppression.Channel.PHONE, sender)]
    do(organisation=organisation, addresses=number, by="customer", now=now)
    return Taken(Heard.STOP if wish is Wish.STOP else Heard.START)


def _answer(organisation: Organisation, sender: str, text: str, now: datetime) -> Taken:
    invitation = _invitation(organisation, sender, now)
    if invitation is None:
        return Taken(Heard.IGNORED)
    reply = read_reply(text)
    try:
        with transaction.atomic():
            if invitation.answered_at is None:
                return _first(invitation, reply, now)
            return _further(invitation, reply, text, now)
    except AnswerRefused:
        return Taken(Heard.IGNORED)


def _invitation(organisation: Organisation, sender: str, now: datetime) -> Invitation | None:
    """The last one that was asked of this number by SMS and is still open."""
    rows = Invitation.objects.of(organisation).select_related("organisation", "version", "contact", "survey")
    reached = [Invitation.State.SENT, Invitation.State.UNCERTAIN]
    # Two texts in a row wait for each other: the second one meets what the first has done.
    found: Invitation | None = (
        rows.select_for_update(of=("self",), no_key=True)
        .filter(channel=Way.SMS, contact__phone=sender, state__in=reached, expires_at__gt=now)
        .order_by("-asked_at", "-pk")
        .first()
    )
    return found


def _first(invitation: Invitation, reply: Reply, now: datetime) -> Taken:
    version = invitation.version
    if reply.score is None:
        hint = sms_text.ask_again(brand=version.brand, language=invitation.language, address=version.address)
        _send_back(invitation, "hint", hint, now)
        return Taken(Heard.UNCLEAR)
    response = _record(invitation, reply.score, reply.comment, None, now)
    if not reply.comment:
        why = sms_text.ask_why(
            version.text(invitation.language),
            score=reply.score,
            category=response.category,
            language=invitation.language,
            address=version.address,
        )
        _send_back(invitation, "why", why, now)
    return Taken(Heard.SCORE, response)


def _further(invitation: Invitation, reply: Reply, text: str, now: datetime) -> Taken:
    """After the score: another number alone corrects it, everything else is the reason, or more of it."""
    earlier = Response.objects.of(invitation.organisation).get(invitation=invitation)
    is_number_alone = reply.meaning is Meaning.SCORE and not reply.comment
    if is_number_alone and reply.score is not None:
        return Taken(Heard.SCORE, _record(invitation, reply.score, earlier.comment, earlier, now))
    comment = "\n".join(filter(None, [earlier.comment, text.strip()]))[:LONGEST_COMMENT]
    return Taken(Heard.COMMENT, _record(invitation, earlier.score, comment, earlier, now))


def _record(
    invitation: Invitation, score: int, comment: str, earlier: Response | None, now: datetime
) -> Response:
    return record_answer(
        invitation=invitation,
        score=score,
        comment=comment,
        wants_contact=bool(earlier and earlier.wants_contact),
        language=invitation.language,
        channel=Way.SMS,
        layout=Response.Layout.SMS,
        now=now,
    )


def _send_back(invitation: Invitation, what: str, text: str, now: datetime) -> None:
    """One of each kind for an invitation, however often somebody writes."""
    assert invitation.contact is not None
    enqueue(
        kind=OutboundMessage.Kind.REPLY,
        policy=OutboundMessage.Policy.HOLD,
        channel=Channel.SMS,
        dedup_key=f"sms-{what}:{invitation.pk}",
        recipient=invitation.contact.phone,
        organisation=invitation.organisation,
        reference=f"invitation:{invitation.pk}",
        payload={"text": text},
        expires_at=now + REPLY_WITHIN,
        now=now,
    )
