from delivery.models.mail_event import MailEvent
from delivery.models.outbound_message import OutboundMessage
from delivery.models.transport import Channel, Transport

__all__ = ["Channel", "MailEvent", "OutboundMessage", "Transport"]
