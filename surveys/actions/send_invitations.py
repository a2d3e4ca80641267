from datetime import datetime

from django.db.models import Q

from accounts.models import Organisation
from contacts.models import Contact, Suppression
from contacts.queries.suppressed import is_suppressed
from delivery.actions.deliver import Close, Later, deliver
from delivery.actions.hold_messages import HELD
from delivery.models import OutboundMessage
from delivery.transports.identity import identity_of
from delivery.transports.mime import Composed
from delivery.transports.sms.providers import receives
from nps_app.lib.compiled import CompiledQuery
from surveys.actions.note_outcome import note_outcome
from surveys.channels.email import filled_invitation
from surveys.channels.sms import invitation_sms
from surveys.models import AskingRules, Campaign, Invitation, SurveyVersion
from surveys.rules.throttle import SHORTEST_PAUSE
from surveys.rules.ways import Way

Ledger = OutboundMessage.State
# Asked anew for each mail, right before it leaves: building this query took longer than all the rest of a mail.
INVITATION: CompiledQuery[Invitation] = CompiledQuery(
    "invitation_to_send",
    lambda: Invitation.objects.select_related("campaign__experiment", "contact").filter(pk=0).order_by(),
)


def send_invitations(*, now: datetime, limit_seconds: float = 50, channel: str = Way.EMAIL) -> int:
    """Send the invitations and reminders of a channel that are due; returns how many left.

    See delivery/actions/deliver.py for what holds.
    """
    desk = Desk(now)
    return deliver(
        kinds=[OutboundMessage.Kind.INVITATION, OutboundMessage.Kind.REMINDER],
        recheck=desk.recheck,
        render=desk.render,
        settled=lambda message: note_outcome(message=message, now=now),
        limit_seconds=limit_seconds,
        channel=channel,
    )


class Desk:
    """Looks at each invitation once more before it leaves, then writes it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.invitation: Invitation | None = None
        self.versions: dict[int, SurveyVersion] = {}  # they never change
        self.rules: dict[int, AskingRules] = {}

    def recheck(self, message: OutboundMessage) -> Close | Later | None:
        """What has happened since the planning, and what time it is where the person lives."""
        pk = int(message.reference.partition(":")[2])
        self.invitation = invitation = INVITATION.first(pk)
        if invitation is None or invitation.contact is None or message.organisation is None:
            return Close(Ledger.CANCELLED, "erased")
        invitation.organisation = message.organisation  # came with the batch
        invitation.version = self._version(message.organisation, invitation.version_id)
        contact = invitation.contact
        by_sms = message.channel == Way.SMS
        address = contact.phone if by_sms else contact.email
        consent = contact.sms_consent == "yes" if by_sms else contact.email_consent != "no"
        closed = Suppression.channel_of(message.channel)
        suppressed = is_suppressed(invitation.organisation, closed, message.recipient)
        obstacles = [
            (invitation.campaign.state == Campaign.State.STOPPED, Ledger.CANCELLED, "stopped"),
            (invitation.state not in _open(message), Ledger.CANCELLED, invitation.reason or "replaced"),
            (invitation.answered_at is not None, Ledger.CANCELLED, "answered"),
            (invitation.expires_at <= self.now, Ledger.EXPIRED, "expired"),
            # An address that is theirs no longer, or none: the person can be asked again at the new one.
            (address != message.recipient, Ledger.CANCELLED, "address_changed"),
            (suppressed, Ledger.SUPPRESSED, "unsubscribed"),
            (not consent, Ledger.SUPPRESSED, "no_sms_consent" if by_sms else "no_email_consent"),
            (_wants_less(contact, self.now), Ledger.CANCELLED, "asked_less"),
        ]
        for applies, state, reason in obstacles:
            if applies:
                return Close(state, reason)
        if invitation.campaign.state == Campaign.State.PAUSED:
            return Later(self.now + HELD, "paused")
        if message.kind == OutboundMessage.Kind.REMINDER and self._asked_anew(invitation):
            return Close(Ledger.CANCELLED, "asked_recently")
        return self._too_early(invitation)

    def _asked_anew(self, invitation: Invitation) -> bool:
        """Whether another question reached the person since, or less than a day ago."""
        others = Invitation.objects.of(invitation.organisation).asked().exclude(pk=invitation.pk)
        fresh = Q(planned_at__gte=invitation.planned_at) | Q(asked_at__gt=self.now - SHORTEST_PAUSE)
        return others.filter(fresh, contact=invitation.contact).exists()

    def _too_early(self, invitation: Invitation) -> Later | None:
        """A mail that was late, or whose person has moved, may have come upon their night."""
        if invitation.contact is None:
            return None
        rules = self.rules.get(invitation.organisation_id)
        if rules is None:
            rules = self.rules[invitation.organisation_id] = AskingRules.of(invitation.organisation)
        when = rules.when_for(invitation.contact, self.now, invitation.channel)
        return Later(when, "quiet_hours") if when > self.now else None

    def _version(self, organisation: Organisation, pk: int) -> SurveyVersion:
        if pk not in self.versions:
            self.versions[pk] = SurveyVersion.objects.of(organisation).get(pk=pk)
        return self.versions[pk]

    def render(self, message: OutboundMessage) -> Composed:
        if self.invitation is None or self.invitation.contact is None:
            raise ValueError(f"message {message.pk} has no invitation")
        # Of an invitation that may not have arrived, the reminder is the invitation.
        is_reminder = (
            message.kind == OutboundMessage.Kind.REMINDER and self.invitation.state == Invitation.State.SENT
        )
        if message.channel == Way.SMS:
            answers = receives(message.transport)
            return invitation_sms(self.invitation, answers=answers, is_reminder=is_reminder)
        return filled_invitation(self.invitation, identity_of(message.transport), is_reminder=is_reminder)


def _open(message: OutboundMessage) -> tuple[str, ...]:
    """The states in which an invitation still wants this message. One that is uncertain wants its reminder."""
    if message.kind == OutboundMessage.Kind.REMINDER:
        return (Invitation.State.SENT, Invitation.State.UNCERTAIN)
    return (Invitation.State.PLANNED,)


def _wants_less(contact: Contact, now: datetime) -> bool:
    return contact.ask_not_before is not None and now < contact.ask_not_before
