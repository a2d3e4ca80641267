"""A finished SMS."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Text:
    """What one person reads."""

    recipient: str
    text: str

    def as_bytes(self, *, message_id: str, date: datetime) -> bytes:
        """The text as a carrier takes it; an SMS has neither a name nor a date of its own."""
        return self.text.encode()
