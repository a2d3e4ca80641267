"""Which provider an organisation's SMS leave by, and whether people can answer them."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Organisation
from delivery.models import Channel, Transport
from delivery.transports.sms.catcher import Catcher
from delivery.transports.sms.gateway import Gateway
from delivery.transports.sms.provider import SmsProvider
from delivery.transports.sms.twilio import Twilio
from delivery.transports.sms.vonage import Vonage


def provider_of(transport: Transport) -> SmsProvider | None:
    """The account a transport describes. The server has none: `make run` keeps what would leave, elsewhere None."""
    if transport.is_servers:
        return Catcher() if settings.MAIL_CATCHER_DIR else None
    return _account(transport)


def _account(transport: Transport) -> SmsProvider:
    status_url = hook_url(transport, "status")
    secrets, option = transport.secrets, transport.option
    match transport.provider:
        case "twilio":
            return Twilio(
                sid=option("sid"),
                token=secrets.get("token", ""),
                sender=option("sender"),
                api=option("api"),
                status_url=status_url,
            )
        case "vonage":
            return Vonage(
                key=option("key"),
                secret=secrets.get("secret", ""),
                sender=option("sender"),
                signature=secrets.get("signature", ""),
                api=option("api"),
                status_url=status_url,
            )
        case "http":
            authorization = secrets.get("authorization", "")
            return Gateway(
                url=option("url"),
                template=option("template"),
                sender=option("sender"),
                headers={"Authorization": authorization} if authorization else {},
                as_form=bool(option("as_form", default=False)),
                names=option("names", default={}),
                status_url=status_url,
            )
    raise ValueError(f"{transport.provider} is no provider of SMS")


def hook_url(transport: Transport, what: str) -> str:
    """The address a provider calls with "status" or "inbound"."""
    return str(settings.SITE_URL) + reverse(f"delivery:sms_{what}", args=[transport.hook_key])


def can_send(organisation: Organisation) -> bool:
    """Whether an organisation's SMS have a way out at all."""
    return bool(settings.MAIL_CATCHER_DIR) or _transport(organisation) is not None


def can_receive(organisation: Organisation) -> bool:
    """Whether people can answer: a sender that is a mere name takes no replies."""
    return receives(_transport(organisation))


def receives(transport: Transport | None) -> bool:
    """Whether people can answer what leaves this way."""
    if transport is None or transport.is_servers:
        return bool(settings.MAIL_CATCHER_DIR)
    return bool(transport.option("two_way", default=False))


def _transport(organisation: Organisation) -> Transport | None:
    return Transport.objects.of(organisation).filter(channel=Channel.SMS).first()
