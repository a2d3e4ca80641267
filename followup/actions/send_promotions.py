from datetime import datetime

from contacts.models import Contact, Suppression
from contacts.queries.purchases import purchases_of
from contacts.queries.suppressed import is_suppressed
from delivery.actions.deliver import Close, Later, deliver
from delivery.models import OutboundMessage
from delivery.transports.identity import identity_of
from delivery.transports.mime import Composed
from followup.actions.plan_due_reminders import DUE
from followup.channels.due_mail import due_mail
from followup.channels.offer_mail import offer_mail
from followup.models import DueReminder, Promotion, PromotionShare
from followup.queries.promotion_audience import open_case_among
from surveys.actions.note_outcome import note_outcome
from surveys.models import AskingRules

Ledger = OutboundMessage.State


def send_promotions(*, now: datetime, limit_seconds: float = 50) -> int:
    """Send the offers and reminders that are due; returns how many left. See delivery/actions/deliver.py."""
    desk = Desk(now)
    return deliver(
        kinds=[OutboundMessage.Kind.OFFER],
        recheck=desk.recheck,
        render=desk.render,
        settled=lambda message: note_outcome(message=message, now=now),
        limit_seconds=limit_seconds,
    )


class Desk:
    """Looks at each mail once more before it leaves, then writes it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.about: PromotionShare | DueReminder | None = None

    def recheck(self, message: OutboundMessage) -> Close | Later | None:
        """What has happened since: an unhappy answer, a wish to be left alone, another address, a purchase."""
        kind, _colon, pk = message.reference.partition(":")
        self.about = about = _reminder(int(pk)) if kind == DUE else _share(int(pk))
        if about is None or about.contact is None or message.organisation is None:
            return Close(Ledger.CANCELLED, "erased")
        contact = about.contact
        obstacles = [(applies, Ledger.CANCELLED, reason) for applies, reason in _overtaken(about)]
        for applies, state, reason in [*obstacles, *self._unwelcome(contact, message)]:
            if applies:
                return Close(state, reason)
        when = AskingRules.of(message.organisation).when_for(contact, self.now)
        return Later(when, "quiet_hours") if when > self.now else None

    def _unwelcome(self, contact: Contact, message: OutboundMessage) -> list[tuple[bool, Ledger, str]]:
        organisation = message.organisation
        assert organisation is not None
        wants_less = contact.ask_not_before is not None and self.now < contact.ask_not_before
        is_closed = is_suppressed(organisation, Suppression.Channel.EMAIL, message.recipient)
        return [
            (contact.email != message.recipient, Ledger.CANCELLED, "address_changed"),
            (is_closed, Ledger.SUPPRESSED, "unsubscribed"),
            (contact.email_consent == "no", Ledger.SUPPRESSED, "no_email_consent"),
            (wants_less, Ledger.CANCELLED, "asked_less"),
            (bool(open_case_among(organisation, [contact.pk])), Ledger.CANCELLED, "open_case"),
        ]

    def render(self, message: OutboundMessage) -> Composed:
        if self.about is None:
            raise ValueError(f"message {message.pk} has no share in an offer and is no reminder")
        sender = identity_of(message.transport)
        return (
            due_mail(self.about, sender)
            if isinstance(self.about, DueReminder)
            else offer_mail(self.about, sender)
        )


def _share(pk: int) -> PromotionShare | None:
    rows = PromotionShare.objects.filter(pk=pk)
    row: PromotionShare | None = rows.select_related(
        "promotion__survey", "promotion__organisation", "contact__organisation"
    ).first()
    return row


def _reminder(pk: int) -> DueReminder | None:
    rows = DueReminder.objects.filter(pk=pk)
    row: DueReminder | None = rows.select_related(
        "reminding__survey", "reminding__organisation", "contact__organisation", "product"
    ).first()
    return row


def _overtaken(about: PromotionShare | DueReminder) -> list[tuple[bool, str]]:
    """Whether it was stopped, or what it wants has happened: a reminder stops at the purchase."""
    if isinstance(about, PromotionShare):
        return [(about.promotion.state == Promotion.State.STOPPED, "stopped")]
    since = purchases_of(about.contact).filter(bought_at__gt=about.bought_at)
    return [(not about.reminding.is_on, "stopped"), (since.exists(), "bought")]
