"""Promoters against detractors with the same past: those who buy often also score higher."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from responses.maths import mover, sane
from responses.maths.interval import Interval, wilson_z
from responses.maths.normal import two_sided_p, z_of

# So small a part of its terms is what rounding leaves of a variance that is 0.
NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Stratum:
    """Customers with the same past: how many of each side there are, and how many of them bought again."""

    exposed: float
    exposed_bought: float
    others: float
    others_bought: float

    def __post_init__(self) -> None:
        """Refuse what no number of customers can be, and more buyers than customers."""
        sane.not_negative(exposed=self.exposed, exposed_bought=self.exposed_bought)
        sane.not_negative(others=self.others, others_bought=self.others_bought)
        if self.exposed_bought > self.exposed or self.others_bought > self.others:
            raise ValueError("no more can have bought than there are")


@dataclass(frozen=True, slots=True)
class AdjustedDifference:
    """Differences of shares, -1 to 1, exposed minus others: crude, and adjusted with interval, p-value and error."""

    crude: float
    adjusted: float
    interval: Interval
    p: float
    error: float


def mantel_haenszel(strata: Iterable[Stratum], confidence: float = 0.95) -> AdjustedDifference | None:
    """Return the Mantel-Haenszel risk difference with Sato's variance; None if no stratum has both sides.

    RD = sum (a n0 - b n1)/N / sum n1 n0/N; Var = (RD sum P + sum Q) / W^2 with W = sum n1 n0/N,
    P = (n1^2 b - n0^2 a + n1 n0 (n0 - n1)/2) / N^2 and Q = (a (n0 - b) + b (n1 - a)) / 2N (Sato 1989). Clipped
    to -1..1. Where all or none of every side bought, that variance is 0 and would call anything certain: MOVER
    of the Wilson limits of the strata stands in.
    """
    z = z_of(confidence)
    rows = [stratum for stratum in strata if stratum.exposed and stratum.others]
    if not rows:
        return None
    top = weight = p_sum = q_sum = 0.0
    for row in rows:
        n1, n0, a, b = row.exposed, row.others, row.exposed_bought, row.others_bought
        total = n1 + n0
        top += (a * n0 - b * n1) / total
        weight += n1 * n0 / total
        p_sum += (n1 * n1 * b - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / total**2
        q_sum += (a * (n0 - b) + b * (n1 - a)) / (2 * total)
    adjusted = top / weight
    crude = sum(row.exposed_bought for row in rows) / sum(row.exposed for row in rows)
    crude -= sum(row.others_bought for row in rows) / sum(row.others for row in rows)
    variance = adjusted * p_sum + q_sum
    if variance <= NOTHING * max(q_sum, abs(adjusted * p_sum)):

        def limits(around: float) -> Interval:
            return _by_parts(rows, weight, around)

        error = limits(1.0).width / 2
        return AdjustedDifference(crude, adjusted, limits(z), mover.p_value(adjusted, limits), error)
    error = math.sqrt(variance) / weight
    interval = Interval(max(-1.0, adjusted - z * error), min(1.0, adjusted + z * error))
    return AdjustedDifference(crude, adjusted, interval, two_sided_p(adjusted / error), error)


def _by_parts(rows: Iterable[Stratum], weight: float, z: float) -> Interval:
    """Return the limits of the weighted sum of the differences of all strata, from Wilson's of each side."""
    parts = []
    for row in rows:
        n1, n0 = row.exposed, row.others
        exposed, others = row.exposed_bought / n1, row.others_bought / n0
        around = mover.difference(others, wilson_z(others, n0, z), exposed, wilson_z(exposed, n1, z))
        parts.append((n1 * n0 / (n1 + n0) / weight, exposed - others, around))
    return mover.weighted_sum(parts)


def exceeds(after: AdjustedDifference, before: AdjustedDifference) -> float:
    """Return the two-sided p-value of the change from one adjusted difference to another of the same people.

    z = (after - before) / sqrt(error^2 + error^2): a negative control outcome (Lipsitch, Tchetgen Tchetgen and Cohen
    2010). The two are taken as independent; whoever buys often does so at both times, so z errs on the small side.
    """
    error = math.hypot(after.error, before.error)
    change = after.adjusted - before.adjusted
    return two_sided_p(change / error) if error else float(change == 0)
