from datetime import datetime

from contacts.models import Suppression
from contacts.queries.suppressed import is_suppressed
from delivery.actions.deliver import Close, Later, deliver
from delivery.models import OutboundMessage
from delivery.transports.identity import identity_of
from delivery.transports.mime import Composed
from followup.channels.offer_mail import offer_mail
from followup.models import Promotion, PromotionShare
from followup.queries.promotion_audience import open_case_among
from surveys.actions.note_outcome import note_outcome
from surveys.models import AskingRules

Ledger = OutboundMessage.State


def send_promotions(*, now: datetime, limit_seconds: float = 50) -> int:
    """Send the offers that are due; returns how many left. See delivery/actions/deliver.py for what holds."""
    desk = Desk(now)
    return deliver(
        kinds=[OutboundMessage.Kind.OFFER],
        recheck=desk.recheck,
        render=desk.render,
        settled=lambda message: note_outcome(message=message, now=now),
        limit_seconds=limit_seconds,
    )


class Desk:
    """Looks at each offer once more before it leaves, then writes it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.share: PromotionShare | None = None

    def recheck(self, message: OutboundMessage) -> Close | Later | None:
        """What has happened since the lot: an unhappy answer, a wish to be left alone, another address."""
        shares = PromotionShare.objects.filter(pk=int(message.reference.partition(":")[2]))
        self.share = share = shares.select_related(
            "promotion__survey", "promotion__organisation", "contact__organisation"
        ).first()
        if share is None or share.contact is None or message.organisation is None:
            return Close(Ledger.CANCELLED, "erased")
        contact, organisation = share.contact, message.organisation
        obstacles = [
            (share.promotion.state == Promotion.State.STOPPED, Ledger.CANCELLED, "stopped"),
            (contact.email != message.recipient, Ledger.CANCELLED, "address_changed"),
            (
                is_suppressed(organisation, Suppression.Channel.EMAIL, message.recipient),
                Ledger.SUPPRESSED,
                "unsubscribed",
            ),
            (contact.email_consent == "no", Ledger.SUPPRESSED, "no_email_consent"),
            (
                contact.ask_not_before is not None and self.now < contact.ask_not_before,
                Ledger.CANCELLED,
                "asked_less",
            ),
            (bool(open_case_among(organisation, [contact.pk])), Ledger.CANCELLED, "open_case"),
        ]
        for applies, state, reason in obstacles:
            if applies:
                return Close(state, reason)
        when = AskingRules.of(organisation).when_for(contact, self.now)
        return Later(when, "quiet_hours") if when > self.now else None

    def render(self, message: OutboundMessage) -> Composed:
        if self.share is None:
            raise ValueError(f"message {message.pk} has no share in an offer")
        return offer_mail(self.share, identity_of(message.transport))
