"""How many events a trigger meant, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tally:
    """Numbers of events. Waiting, asked and dropped make up all of them."""

    waiting: int = 0
    asked: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)  # by reason, the most frequent first

    @property
    def dropped_count(self) -> int:
        return sum(self.dropped.values())

    @property
    def total(self) -> int:
        return self.waiting + self.asked + self.dropped_count


def tally_of(counts: Mapping[tuple[str, str], int]) -> Tally:
    """From {("waiting", ""): 3, ("dropped", "asked_recently"): 2, ...}."""
    dropped = {reason: number for (state, reason), number in counts.items() if state == "dropped"}
    by_number = sorted(dropped.items(), key=lambda item: (-item[1], item[0]))
    return Tally(counts.get(("waiting", ""), 0), counts.get(("asked", ""), 0), dict(by_number))
