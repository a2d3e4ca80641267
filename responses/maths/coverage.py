"""Who answered out of whom: response rates, how far they may mislead, and what the silent could change."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from responses.maths import sane
from responses.maths.interval import Interval, wilson
from responses.maths.normal import below, z_of
from responses.maths.roots import find_root
from responses.maths.score import Counts, nps, variance

# Above this R-indicator the segments answer alike and weighting is not worth it.
ALIKE = 0.95


@dataclass(frozen=True, slots=True)
class Representativeness:
    """Rates (0 to 1) with Wilson limits, their spread S, R = 1 - 2 S, and the largest bias in points."""

    rates: dict[str, float]
    intervals: dict[str, Interval]
    overall_rate: float
    spread: float
    r_indicator: float
    largest_bias: float | None

    @property
    def alike(self) -> bool:
        """Say whether all segments answer about as often."""
        return self.r_indicator > ALIKE


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the NPS of everybody invited can be; `interval` adds the error of seeing one sample of them.

    `tipping_point` is the NPS of the silent that would make the total 0; it may lie outside -100..100, and
    then they cannot. None where nobody is silent.
    """

    response_rate: float
    nps: float
    low: float
    high: float
    se_low: float
    se_high: float
    critical_value: float
    interval: Interval
    tipping_point: float | None

    @property
    def width(self) -> float:
        """Return 200 (1 - response rate)."""
        return self.high - self.low


def representativeness(
    invited: Mapping[str, float],
    responded: Mapping[str, float],
    sd_points: float | None = None,
    confidence: float = 0.95,
) -> Representativeness | None:
    """Return how evenly the segments answer, or None where nobody was invited or nobody answered.

    S^2 = sum (N_h/N)(rho_h - rho)^2, R = 1 - 2 S, |bias| <= S S_y / rho (Schouten, Cobben, Bethlehem 2009).
    Raises ValueError where more answered than were invited.
    """
    _check(invited, responded)
    if sd_points is not None:
        sane.not_negative(sd_points=sd_points)
    total, answers = sum(invited.values()), sum(responded.values())
    if any(count > invited.get(name, 0) for name, count in responded.items()):
        raise ValueError("no segment has more answers than invitations")
    if not total or not answers:
        return None
    overall = answers / total
    asked = {name: size for name, size in invited.items() if size}
    rates = {name: responded.get(name, 0) / size for name, size in asked.items()}
    around = {name: wilson(responded.get(name, 0), size, confidence) for name, size in asked.items()}
    spread = math.sqrt(sum(size / total * (rates[name] - overall) ** 2 for name, size in asked.items()))
    return Representativeness(
        rates=rates,
        intervals={name: interval for name, interval in around.items() if interval is not None},
        overall_rate=overall,
        spread=spread,
        r_indicator=1 - 2 * spread,
        largest_bias=None if sd_points is None else spread * sd_points / overall,
    )


def _check(invited: Mapping[str, float], responded: Mapping[str, float]) -> None:
    sane.none_negative("invited", invited.values())
    sane.none_negative("responded", responded.values())


def manski(counts: Counts, invited: float, confidence: float = 0.95) -> Bounds | None:
    """Return the worst and the best NPS of all invited, or None where nobody answered.

    The silent may be all detractors or all promoters: rr NPS -/+ 100 (1 - rr) (Manski 1989). The interval is
    that of Imbens and Manski 2004: C solves Phi(C + width / largest se) - Phi(-C) = confidence; clipped to
    the scale. Raises ValueError where more answered than were invited.
    """
    sane.not_negative(invited=invited)
    points = nps(counts)
    if invited < counts.n:
        raise ValueError("no more people can answer than were invited")
    if points is None:
        return None
    silent = invited - counts.n
    worst = Counts(counts.det + silent, counts.pas, counts.pro)
    best = Counts(counts.det, counts.pas, counts.pro + silent)
    low, high = 100 * worst.total / invited, 100 * best.total / invited
    se_low, se_high = (100 * math.sqrt((variance(side) or 0.0) / invited) for side in (worst, best))
    critical = _critical_value(high - low, max(se_low, se_high), confidence)
    interval = Interval(max(-100.0, low - critical * se_low), min(100.0, high + critical * se_high))
    tipping = -100 * counts.total / silent if silent else None
    rate = counts.n / invited
    return Bounds(rate, points, low, high, se_low, se_high, critical, interval, tipping)


def _critical_value(width: float, error: float, confidence: float) -> float:
    """Return C: the one-sided z where the bounds are far apart, the two-sided where they meet."""
    two_sided = z_of(confidence)
    if not error:
        return two_sided

    def missing(c: float) -> float:
        return confidence - (below(c + width / error) - below(-c))

    return find_root(missing, plus=0.0, minus=two_sided + 1e-9)


def if_silent_differ(counts: Counts, invited: float, points: float) -> float | None:
    """Return the NPS of all invited if the silent are `points` higher (or lower, when negative).

    NPS + (1 - rr) points; the silent stay on the scale. None where nobody answered.
    """
    sane.finite(invited=invited, points=points)
    own = nps(counts)
    if own is None or invited < counts.n or not invited:
        return None
    rate = counts.n / invited
    return rate * own + (1 - rate) * max(-100.0, min(100.0, own + points))


@dataclass(frozen=True, slots=True)
class MixBias:
    """The NPS as the answers came in, as the invited would have it, and the difference, in points."""

    raw: float
    weighted: float
    bias: float


def mix_bias(
    invited: Mapping[str, float], responded: Mapping[str, float], segment_nps: Mapping[str, float]
) -> MixBias | None:
    """Return what uneven response does to the score of segments whose own scores are right.

    Raw weighs a segment by its answers, weighted by its invitations. None where either side is empty.
    """
    _check(invited, responded)
    sane.all_finite("segment_nps", segment_nps.values())
    answers, asked = (sum(side.get(name, 0) for name in segment_nps) for side in (responded, invited))
    if not answers or not asked:
        return None
    raw = sum(points * responded.get(name, 0) for name, points in segment_nps.items()) / answers
    weighted = sum(points * invited.get(name, 0) for name, points in segment_nps.items()) / asked
    return MixBias(raw, weighted, raw - weighted)
