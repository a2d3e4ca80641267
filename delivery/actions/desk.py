"""What whoever sends messages hands the pump: who writes them, checks them, and hears what became of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from delivery.actions.close_message import Settled
from delivery.models import OutboundMessage
from delivery.transports.mime import Composed


@dataclass(frozen=True)
class Close:
    """The answer of a last check: do not send this message, and why."""

    state: str
    reason: str


@dataclass(frozen=True)
class Later:
    """The answer of a last check: not now. It does not count as an attempt."""

    until: datetime
    reason: str


Render = Callable[[OutboundMessage], Composed]
Recheck = Callable[[OutboundMessage], Close | Later | None]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Whose messages are sent, and who writes them, checks them, and hears what became of them."""

    kinds: list[str]
    render: Render
    recheck: Recheck | None
    settled: Settled | None
