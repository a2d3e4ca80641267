"""Whether two groups of unhappy customers fared differently, and how much of it may be chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from responses.maths import rates
from responses.maths.interval import Interval, wilson
from responses.maths.multiplicity import holm

# Below so many people in a group a share says nothing worth comparing.
FEWEST: Final = 10
LEVEL: Final = 0.05


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group did something; shares are 0 to 1."""

    did: int
    n: int

    @property
    def rate(self) -> float | None:
        return self.did / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.did, self.n)


@dataclass(frozen=True, slots=True)
class Judged:
    """The first group against the second. `change` and `interval` are None where a group is too small."""

    first: Share
    second: Share
    change: float | None
    interval: Interval | None
    proven: bool


def judge(pairs: Sequence[tuple[Share, Share]]) -> list[Judged]:
    """Compare the first group with the second in each respect.

    Newcombe's interval of the difference of two shares (MOVER of Wilson limits); proven after Holm's correction
    for all respects together, so that four looks are not four chances.
    """
    found = [
        rates.difference(second.did, second.n, first.did, first.n)
        if min(first.n, second.n) >= FEWEST
        else None
        for first, second in pairs
    ]
    adjusted = iter(holm([one.p for one in found if one is not None]))
    return [
        Judged(
            first,
            second,
            one.change if one else None,
            one.interval if one else None,
            one is not None and next(adjusted) < LEVEL,
        )
        for (first, second), one in zip(pairs, found, strict=True)
    ]


def median(hours: Sequence[float | None]) -> float | None:
    """The middle of waiting times; None: still waiting, longer than any. None when half of them still wait."""
    known = sorted(hour for hour in hours if hour is not None)
    middle = len(hours) // 2
    if not hours or middle >= len(known):
        return None
    if len(hours) % 2:
        return known[middle]
    return (known[middle - 1] + known[middle]) / 2
