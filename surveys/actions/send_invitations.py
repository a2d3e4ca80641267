from datetime import datetime

from accounts.models import Organisation
from contacts.models import Suppression
from contacts.queries.suppressed import is_suppressed
from delivery.actions.deliver import Close, deliver
from delivery.models import OutboundMessage
from delivery.transports.mime import Composed
from surveys.actions.note_outcome import note_outcome
from surveys.channels.email import filled_invitation
from surveys.models import Campaign, Invitation, SurveyVersion

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
        self.versions: dict[int, SurveyVersion] = {}  # they never change

    def recheck(self, message: OutboundMessage) -> Close | None:
        pk = int(message.reference.partition(":")[2])
        rows = Invitation.objects.select_related("campaign", "contact").filter(pk=pk)
        self.invitation = invitation = rows.order_by().first()
        if invitation is None or invitation.contact is None or message.organisation is None:
            return Close(Ledger.CANCELLED, "erased")
        invitation.organisation = message.organisation  # came with the batch
        invitation.version = self._version(message.organisation, invitation.version_id)
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

    def _version(self, organisation: Organisation, pk: int) -> SurveyVersion:
        if pk not in self.versions:
            self.versions[pk] = SurveyVersion.objects.of(organisation).get(pk=pk)
        return self.versions[pk]

    def render(self, message: OutboundMessage) -> Composed:
        if self.invitation is None or self.invitation.contact is None:
            raise ValueError(f"message {message.pk} has no invitation")
        return filled_invitation(self.invitation)
