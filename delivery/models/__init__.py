from delivery.models.mail_event import MailEvent
from delivery.models.outbound_message import OutboundMessage

__all__ = ["MailEvent", "OutboundMessage"]
