"""Where promoters who do not buy would be worth the most."""

from collections.abc import Mapping
from dataclasses import dataclass

from responses.maths import sane
from responses.maths.interval import Interval, wilson

KAPPA = 20.0
SMALLEST_SEGMENT = 10


@dataclass(frozen=True, slots=True)
class Segment:
    """Promoters of a segment, how many of them bought again, and the mean order in money."""

    promoters: float
    bought: float
    average_order: float

    def __post_init__(self) -> None:
        """Refuse an order that is worth less than nothing."""
        sane.not_negative(average_order=self.average_order)


@dataclass(frozen=True, slots=True)
class Potential:
    """Rates as shares 0 to 1, potentials in money. Not ranked: fewer than ten promoters."""

    rate: float | None
    shrunk_rate: float
    wilson: Interval | None
    gap: float
    potential: float
    potential_cautious: float
    ranked: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rate of the whole company, every segment, and the names of those worth ranking, best first."""

    company_rate: float
    segments: dict[str, Potential]
    order: list[str]


def of_segments(
    segments: Mapping[str, Segment], kappa: float = KAPPA, confidence: float = 0.95
) -> Ranking | None:
    """Return max(0, company rate - shrunken rate) x promoters x average order, or None without promoters.

    Shrunken rate = (bought + kappa company) / (promoters + kappa). The cautious potential uses the upper
    Wilson limit of the rate instead. Raises ValueError where more bought than there are, or kappa is
    negative or not finite.
    """
    promoters = sum(segment.promoters for segment in segments.values())
    sane.not_negative(kappa=kappa)
    if not promoters:
        return None
    company = sum(segment.bought for segment in segments.values()) / promoters
    found = {name: _of(segment, company, kappa, confidence) for name, segment in segments.items()}
    ranked = [name for name, potential in found.items() if potential.ranked]
    order = sorted(ranked, key=lambda name: (-found[name].potential, -found[name].gap))
    return Ranking(company, found, order)


def _of(segment: Segment, company: float, kappa: float, confidence: float) -> Potential:
    around = wilson(segment.bought, segment.promoters, confidence)
    weight = segment.promoters + kappa
    shrunk = (segment.bought + kappa * company) / weight if weight else company
    worth = segment.promoters * segment.average_order
    return Potential(
        rate=segment.bought / segment.promoters if segment.promoters else None,
        shrunk_rate=shrunk,
        wilson=around,
        gap=company - shrunk,
        potential=max(0.0, company - shrunk) * worth,
        potential_cautious=max(0.0, company - around.high) * worth if around else 0.0,
        ranked=segment.promoters >= SMALLEST_SEGMENT,
    )
