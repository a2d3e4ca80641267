"""Mails by SMTP: the connection, with the sender's name on the envelope."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from delivery.rules.references import provider_header, return_path
from delivery.transports.carrier import Parcel, Receipt
from delivery.transports.identity import Identity
from delivery.transports.smtp import SmtpConnection, SmtpServer


class SmtpCarrier:
    """One connection to one mail server, for one sender."""

    def __init__(self, identity: Identity, server: SmtpServer) -> None:
        self._identity = identity
        self._connection = SmtpConnection(server)

    def __enter__(self) -> Self:
        self._connection.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.__exit__(kind, error, trace)

    def send(self, parcel: Parcel, arm: Callable[[], bool]) -> Receipt:
        """Hand one mail over. Its envelope leads whatever comes back to the row it is about."""
        sender, body = self._identity.address, parcel.body
        if self._identity.bounce_address:
            sender = return_path(self._identity.bounce_address, parcel.reference)
        header = provider_header(self._identity.provider, parcel.reference)
        if header:
            body = f"{header}\r\n".encode("ascii") + body
        return Receipt(self._connection.send(sender=sender, recipient=parcel.recipient, body=body, arm=arm))
