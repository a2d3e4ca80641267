from delivery.models.inbound_message import InboundMessage
from delivery.models.mail_event import MailEvent
from delivery.models.outbound_message import OutboundMessage
from delivery.models.reply_address import ReplyAddress
from delivery.models.transport import Channel, Transport

__all__ = ["Channel", "InboundMessage", "MailEvent", "OutboundMessage", "ReplyAddress", "Transport"]
