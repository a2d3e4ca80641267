"""What carries finished messages out, whatever the channel, and how it says what became of one.

Before `arm` every failure is safe to try again. After it, only an answer tells what became of the message.
"""

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from delivery.rules.breaker import Cause
from delivery.rules.smtp_replies import Verdict


class CarrierError(Exception):
    """Base of what can go wrong while a message is handed over."""


class ConnectionLost(CarrierError):
    """No connection, or it broke before the message could have been taken. Safe to try again."""

    def __init__(self, text: str, cause: Cause = Cause.NO_CONNECTION) -> None:
        self.cause = cause
        super().__init__(text)


class Refused(CarrierError):
    """The other side said no, so it does not have the message. `verdict`: whose fault that is; `cause`: what it is."""

    def __init__(self, code: int, text: str, verdict: Verdict, cause: Cause) -> None:
        self.code, self.text, self.verdict, self.cause = code, text, verdict, cause
        super().__init__(f"{code} {text}")


class NotArmed(CarrierError):
    """The ledger did not let us go on: somebody else may hold the row by now. Nothing was sent."""


class OutcomeUnknown(CarrierError):
    """It broke after the message had begun to leave: the other side may or may not have it."""


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A composed message and what a carrier needs to know about it."""

    recipient: str
    body: bytes
    reference: str  # our signed name of the row: whatever comes back should carry it
    message_id: str


@dataclass(frozen=True)
class Receipt:
    """It was taken. `code`: the answer's number; `ref`: what the other side calls the message, if it said.

    `segments`: how many SMS it took.
    """

    code: int
    ref: str = ""
    segments: int | None = None


class Carrier(Protocol):
    """Opens itself at the first message and again after a break. Use it as a context manager."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, parcel: Parcel, arm: Callable[[], bool]) -> Receipt:
        """Hand one message over. `arm` is called just before it may have been taken; False from it: stop."""
        ...


def cause_of_break(error: BaseException) -> Cause:
    """What kept us from a connection, by the exception it ended in."""
    if isinstance(error, socket.gaierror):
        return Cause.UNKNOWN_HOST
    if isinstance(error, ssl.SSLError):
        return Cause.TLS
    if isinstance(error, TimeoutError):
        return Cause.TIMEOUT
    if isinstance(error, ConnectionRefusedError):
        return Cause.NO_CONNECTION
    return Cause.BROKEN_OFF if isinstance(error, ConnectionError) else Cause.NO_CONNECTION
