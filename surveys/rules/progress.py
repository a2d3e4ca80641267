"""How far a send has come, from the number of its invitations in each state."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Numbers of invitations."""

    waiting: int
    sent: int  # surely
    uncertain: int  # perhaps
    left_out: int
    failed: int
    cancelled: int
    answered: int

    @property
    def asked(self) -> int:
        """Everybody whom the question reached or may have reached."""
        return self.sent + self.uncertain

    @property
    def total(self) -> int:
        return self.waiting + self.asked + self.left_out + self.failed + self.cancelled

    @property
    def to_send(self) -> int:
        """Everybody whom the question was meant to reach."""
        return self.total - self.left_out

    @property
    def handled(self) -> int:
        """Those of whom it is known what became of them."""
        return self.to_send - self.waiting

    @property
    def rate(self) -> float | None:
        """Answers per hundred asked; None before anybody was asked."""
        return 100 * self.answered / self.asked if self.asked else None


def progress_of(counts: Mapping[str, int]) -> Progress:
    """From {"sent": 12, "planned": 3, "answered": 2, ...}; a missing state counts nothing."""
    return Progress(
        waiting=counts.get("planned", 0),
        sent=counts.get("sent", 0),
        uncertain=counts.get("uncertain", 0),
        left_out=counts.get("skipped", 0),
        failed=counts.get("failed", 0),
        cancelled=counts.get("cancelled", 0),
        answered=counts.get("answered", 0),
    )
