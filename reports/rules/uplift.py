"""What an offer changed: buyers among those offered against buyers among those the lot held out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reports.rules.proof import Share
from responses.maths import rates
from responses.maths.score import round_half_away

# Below so many people in a group a share moves by whole points with each single purchase.
FEWEST: Final = 30


class UpliftVerdict(StrEnum):
    TOO_FEW = "too_few"
    MORE = "more"
    FEWER = "fewer"
    OPEN = "open"  # the interval holds zero


@dataclass(frozen=True, slots=True)
class Uplift:
    """Percentage points by which more of those offered bought, with Newcombe's interval; None with an empty group."""

    offered: Share
    held_out: Share
    verdict: UpliftVerdict
    points: float | None = None
    low: float = 0.0
    high: float = 0.0

    @property
    def margin(self) -> float:
        """Half the width of the interval, for "+12 ± 11.7"; the interval itself need not be symmetric."""
        return (self.high - self.low) / 2

    @property
    def extra_buyers(self) -> int:
        """How many of those offered bought who would not have otherwise, at the best guess."""
        return round_half_away((self.points or 0.0) / 100 * self.offered.n)


def uplift(offered: Share, held_out: Share) -> Uplift:
    """By intention to treat: everybody counts where the lot put them, whether or not the mail arrived."""
    found = rates.difference(held_out.did, held_out.n, offered.did, offered.n)
    if found is None:
        return Uplift(offered, held_out, UpliftVerdict.TOO_FEW)
    low, high = 100 * found.interval.low, 100 * found.interval.high
    verdict = UpliftVerdict.OPEN
    if min(offered.n, held_out.n) < FEWEST:
        verdict = UpliftVerdict.TOO_FEW
    elif low > 0:
        verdict = UpliftVerdict.MORE
    elif high < 0:
        verdict = UpliftVerdict.FEWER
    return Uplift(offered, held_out, verdict, 100 * found.change, low, high)
