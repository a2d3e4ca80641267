"""How sure one NPS is: the score interval, and the two others that are allowed."""

import math
from dataclasses import dataclass

from responses.maths import sane
from responses.maths.normal import z_of
from responses.maths.roots import find_root
from responses.maths.score import Counts

# Pseudo-answers of the adjusted Wald interval, AW(3,T): three answers shared out 1/4, 1/2, 1/4.
PSEUDO = Counts(0.75, 1.5, 0.75)


@dataclass(frozen=True, slots=True)
class Interval:
    """Two limits; in NPS points unless the function says otherwise."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """The distance between the limits."""
        return self.high - self.low

    def holds(self, value: float) -> bool:
        """Say whether the value lies inside, limits included."""
        return self.low <= value <= self.high


def score_interval(counts: Counts, confidence: float = 0.95) -> Interval | None:
    """Return the score interval of one NPS in points, or None without answers.

    Tango 1998: the NPS is a paired difference of proportions, promoters against detractors. The limits
    are the t with |Z(t)| = z; they never leave -100..100 and mean something from one answer on. Counts may
    be fractions.
    Raises ValueError unless 0 < confidence < 1.
    """
    return score_interval_z(counts, z_of(confidence))


def score_interval_z(counts: Counts, z: float) -> Interval | None:
    """Return the score interval for a z, or None without answers. Raises ValueError for a z below 0."""
    sane.not_negative(z=z)
    if not counts.n:
        return None
    # Swapping the two sides mirrors the interval, so one limit is enough to know how to find.
    mirrored = Counts(counts.pro, counts.pas, counts.det)
    return Interval(100 * _lower_limit(counts, z), -100 * _lower_limit(mirrored, z))


def _lower_limit(counts: Counts, z: float) -> float:
    """Return the lower limit as a difference of shares, -1 to 1."""
    # Shares keep the sums small whatever the counts: the equation only needs n once.
    det, pro = counts.det / counts.n, counts.pro / counts.n
    centre = pro - det
    if z <= 0 or centre <= -1:
        return centre
    reach = z / math.sqrt(counts.n)

    def excess(t: float) -> float:
        return centre - t - reach * math.sqrt(_null_variance(det, pro, t))

    return find_root(excess, plus=-1.0, minus=centre)


def _null_variance(det: float, pro: float, t: float) -> float:
    """Return the variance of one answer if the difference is t: 2 q + t (1 - t), q by maximum likelihood."""
    if t <= -1:
        # Everybody a detractor: exactly no variance, where the sums below would leave a rounding error.
        return 0.0
    b = -det - pro + (2 - pro + det) * t
    c = -det * t * (1 - t)
    root = math.sqrt(max(0.0, b * b - 8 * c))
    # The two forms of the same solution: the second one does not lose digits where b is positive.
    q = (root - b) / 4 if b <= 0 else (-2 * c / (root + b) if root + b else 0.0)
    return max(0.0, 2 * q + t * (1 - t))


def wilson(successes: float, n: float, confidence: float = 0.95) -> Interval | None:
    """Return Wilson's interval of a proportion, as shares 0 to 1, or None when n is 0.

    Wilson 1927. Raises ValueError unless 0 <= successes <= n and 0 < confidence < 1.
    """
    sane.not_negative(successes=successes, n=n)
    if successes > n:
        raise ValueError(f"{successes} successes of {n} is not a proportion")
    return wilson_z(successes / n, n, z_of(confidence)) if n else None


def wilson_z(proportion: float, n: float, z: float) -> Interval:
    """Return Wilson's interval of a proportion of n > 0 for a given z, as shares 0 to 1.

    Raises ValueError for anything else.
    """
    if not (0 <= proportion <= 1 and 0 < n < math.inf and 0 <= z < math.inf):
        raise ValueError(f"no interval of the proportion {proportion!r} with n {n!r} and z {z!r}")
    square = z * z
    centre = (proportion + square / (2 * n)) / (1 + square / n)
    half = z * math.sqrt(proportion * (1 - proportion) / n + square / (4 * n * n)) / (1 + square / n)
    # At 0 and 1 the limit is exact; rounding would leave it a hair inside.
    low = 0.0 if proportion <= 0 else max(0.0, centre - half)
    high = 1.0 if proportion >= 1 else min(1.0, centre + half)
    return Interval(low, high)


def adjusted(counts: Counts, pseudo: Counts = PSEUDO) -> tuple[float, float]:
    """Return the mean (-1 to 1) and its variance after adding pseudo-answers: e' and V'/N (Rocks 2016)."""
    smoothed = counts + pseudo
    mean = smoothed.total / smoothed.n
    spread = (smoothed.pro + smoothed.det) / smoothed.n - mean * mean
    return mean, max(0.0, spread) / smoothed.n


def adjusted_wald(
    counts: Counts, confidence: float = 0.95, pseudo: Counts = PSEUDO, clip: bool = True
) -> Interval | None:
    """Return the adjusted Wald interval in points, or None without answers.

    Rocks 2016 AW(3,T), which is the Sauro-Lewis rule. For places that need a closed form and have n >= 15;
    unclipped limits may leave -100..100. Raises ValueError unless 0 < confidence < 1.
    """
    if not counts.n:
        return None
    mean, variance = adjusted(counts, pseudo)
    half = z_of(confidence) * math.sqrt(variance)
    low, high = 100 * (mean - half), 100 * (mean + half)
    return Interval(max(-100.0, low), min(100.0, high)) if clip else Interval(low, high)
