"""Which carrier takes what leaves by a transport."""

from delivery.models import Channel, Transport
from delivery.transports.carrier import Carrier
from delivery.transports.identity import identity_of
from delivery.transports.smtp import SmtpServer
from delivery.transports.smtp_carrier import SmtpCarrier


def carrier_of(channel: str, transport: Transport | None) -> Carrier:
    """The carrier of a transport; None is the server's own."""
    if channel != Channel.EMAIL:
        raise ValueError(f"no carrier for {channel}")
    identity = identity_of(transport)
    if transport is None or transport.organisation_id is None:
        return SmtpCarrier(identity, SmtpServer.of_settings())
    server = SmtpServer(
        host=transport.option("host"),
        port=transport.option("port", 587),
        security=transport.option("security"),
        user=transport.option("user"),
        password=transport.secrets.get("password", ""),
    )
    return SmtpCarrier(identity, server)
