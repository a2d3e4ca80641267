"""In whose name messages leave: the organisation's own address where it has a way out of its own, else the server's."""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

from delivery.models import Transport


@dataclass(frozen=True)
class Identity:
    """A sender. `bounce_address`: where mails that cannot be delivered come back to, if anybody reads it.

    `host`: the mail server; empty where mails leave by a provider's interface.
    """

    address: str
    bounce_address: str
    provider: str
    host: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2].lower() or "localhost"


def identity_of(transport: Transport | None) -> Identity:
    """The sender of what leaves this way; None is the server's own."""
    if transport is None or transport.is_servers:
        return Identity(
            address=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            bounce_address=settings.BOUNCE_ADDRESS,
            provider=settings.MAIL_PROVIDER,
            host=settings.EMAIL_HOST,
        )
    return Identity(
        address=transport.option("from_address"),
        bounce_address=transport.option("bounce_address"),
        provider="",
        host=transport.option("host"),
    )
