from datetime import datetime

from contacts.models import Suppression
from contacts.queries.suppressed import is_suppressed
from delivery.actions.deliver import Close, deliver
from delivery.models import OutboundMessage
from delivery.transports.mime import Mail
from surveys.actions.note_outcome import note_outcome
from surveys.channels.email import invitation_mail
from surveys.models import Campaign, Invitation

Ledger = OutboundMessage.State


def send_invitations(*, now: datetime, limit_seconds: float = 50) -> int:
    """Send the invitations that are due; returns how many left. See delivery/actions/deliver.py for what holds."""
    desk = _Desk(now)
    return deliver(
        kinds=[OutboundMessage.Kind.INVITATION],
        recheck=desk.recheck,
        render=desk.render,
        settled=lambda message: note_outcome(message=message, now=now),
        limit_seconds=limit_seconds,
    )


class _Desk:
    """Looks at each invitation once more before it leaves, then writes it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.invitation: Invitation | None = None

    def recheck(self, message: OutboundMessage) -> Close | None:
        pk = int(message.reference.partition(":")[2])
        related = ("organisation", "campaign", "contact", "version__logo")
        self.invitation = invitation = Invitation.objects.select_related(*related).filter(pk=pk).first()
        if invitation is None or invitation.contact is None:
            return Close(Ledger.CANCELLED, "erased")
        suppressed = is_suppressed(invitation.organisation, Suppression.Channel.EMAIL, message.recipient)
        obstacles = [
            (invitation.campaign.state == Campaign.State.STOPPED, Ledger.CANCELLED, "stopped"),
            (invitation.state != Invitation.State.PLANNED, Ledger.CANCELLED, invitation.reason or "replaced"),
            (invitation.answered_at is not None, Ledger.CANCELLED, "answered"),
            (invitation.expires_at <= self.now, Ledger.EXPIRED, "expired"),
            # An address that is theirs no longer, or none: the person can be asked again at the new one.
            (invitation.contact.email != message.recipient, Ledger.CANCELLED, "address_changed"),
            (suppressed, Ledger.SUPPRESSED, "unsubscribed"),
        ]
        return next((Close(state, reason) for applies, state, reason in obstacles if applies), None)

    def render(self, message: OutboundMessage) -> Mail:
        if self.invitation is None or self.invitation.contact is None:
            raise ValueError(f"message {message.pk} has no invitation")
        return invitation_mail(self.invitation)
