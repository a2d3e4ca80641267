"""Which carrier takes what leaves by a transport."""

from django.conf import settings

from delivery.models import Channel, Transport
from delivery.transports.api_carrier import ApiCarrier
from delivery.transports.carrier import Carrier
from delivery.transports.identity import identity_of
from delivery.transports.sms.carrier import SmsCarrier
from delivery.transports.sms.providers import provider_of
from delivery.transports.smtp import SmtpServer
from delivery.transports.smtp_carrier import SmtpCarrier


def carrier_of(transport: Transport) -> Carrier:
    """The carrier of a transport, which may be the server's own. In a trial all mail goes to the mail catcher."""
    if transport.channel == Channel.EMAIL and settings.MAIL_CATCHER_DIR:
        return SmtpCarrier(identity_of(transport), SmtpServer.of_settings())
    return real_carrier_of(transport)


def real_carrier_of(transport: Transport, *, wait: float | None = None) -> Carrier:
    """The same where something is to leave even in a trial.

    `wait`: how many seconds the other side may stay silent; None: as the settings say.
    """
    if transport.channel == Channel.SMS:
        return SmsCarrier(provider_of(transport))
    if transport.channel != Channel.EMAIL:
        raise ValueError(f"no carrier for {transport.channel}")
    identity = identity_of(transport)
    if transport.is_servers:
        return SmtpCarrier(identity, SmtpServer.of_settings())
    if transport.provider != "smtp":
        return ApiCarrier(transport, wait)
    server = SmtpServer(
        host=transport.option("host"),
        port=transport.option("port", 587),
        security=transport.option("security").replace("none", ""),
        user=transport.option("user"),
        password=transport.secrets.get("password", ""),
        wait=wait,
        public_only=settings.MAIL_PUBLIC_HOSTS_ONLY,
    )
    return SmtpCarrier(identity, server)
