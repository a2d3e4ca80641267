"""Silent groups are drawn more: the fewer of a group answer, the more of it are asked, up to three times as many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

CAP = 3.0
# How far back is looked, and how long people have had to answer.
RECENT, SETTLED = timedelta(days=90), timedelta(days=3)
# As if so many more had been asked in each group and had answered as everybody does: few people prove little.
PRIOR = 20


@dataclass(frozen=True)
class Answering:
    """How a group answered lately, and how many times as many of it are drawn."""

    asked: int
    answered: int
    weight: float

    @property
    def rate(self) -> float | None:
        """Answers per hundred asked."""
        return 100 * self.answered / self.asked if self.asked else None


def weigh(recent: Mapping[str, tuple[int, int]]) -> dict[str, Answering]:
    """From {"Norte": (asked, answered), ...}. Nobody gets less than others, the total of a day stays what it is."""
    asked = sum(number for number, _ in recent.values())
    answered = sum(number for _, number in recent.values())
    overall = answered / asked if asked else 0.0
    return {name: Answering(*counts, weight=_weight(*counts, overall)) for name, counts in recent.items()}


def _weight(asked: int, answered: int, overall: float) -> float:
    if not overall:
        return 1.0  # nobody answers anywhere: there is nothing to even out
    rate = (answered + PRIOR * overall) / (asked + PRIOR)
    return min(CAP, max(1.0, overall / rate))
