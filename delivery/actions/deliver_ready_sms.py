from contacts.models import Suppression
from contacts.queries.suppressed import is_suppressed
from delivery.actions.deliver import Close, deliver
from delivery.models import Channel, OutboundMessage
from delivery.transports.sms.text import Text

Kind, State = OutboundMessage.Kind, OutboundMessage.State


def deliver_ready_sms(*, limit_seconds: float = 50) -> int:
    """Send the SMS that carry their content: replies to customers' answers, and tests. Returns how many."""
    return deliver(
        kinds=[Kind.REPLY, Kind.TEST],
        channel=Channel.SMS,
        render=lambda message: Text(message.recipient, str(message.payload["text"])),
        recheck=_recheck,
        limit_seconds=limit_seconds,
    )


def _recheck(message: OutboundMessage) -> Close | None:
    """Whoever has written STOP meanwhile hears nothing more."""
    if message.kind != Kind.REPLY or message.organisation is None:
        return None
    stopped = is_suppressed(message.organisation, Suppression.Channel.PHONE, message.recipient)
    return Close(State.SUPPRESSED, "unsubscribed") if stopped else None
