from delivery.models.outbound_message import OutboundMessage

__all__ = ["OutboundMessage"]
