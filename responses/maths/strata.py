"""Promoters against detractors with the same past: those who buy often also score higher."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from responses.maths.interval import Interval
from responses.maths.normal import two_sided_p, z_of


@dataclass(frozen=True, slots=True)
class Stratum:
    """Customers with the same past: how many of each side there are, and how many of them bought again."""

    exposed: float
    exposed_bought: float
    others: float
    others_bought: float

    def __post_init__(self) -> None:
        """Refuse more buyers than customers."""
        if not (0 <= self.exposed_bought <= self.exposed and 0 <= self.others_bought <= self.others):
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
    P = (n1^2 b - n0^2 a + n1 n0 (n0 - n1)/2) / N^2 and Q = (a (n0 - b) + b (n1 - a)) / 2N (Sato 1989).
    """
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
    error = math.sqrt(max(0.0, adjusted * p_sum + q_sum)) / weight
    half = z_of(confidence) * error
    crude = sum(row.exposed_bought for row in rows) / sum(row.exposed for row in rows)
    crude -= sum(row.others_bought for row in rows) / sum(row.others for row in rows)
    p = two_sided_p(adjusted / error) if error else float(adjusted == 0)
    return AdjustedDifference(crude, adjusted, Interval(adjusted - half, adjusted + half), p, error)


def exceeds(after: AdjustedDifference, before: AdjustedDifference) -> float:
    """Return the two-sided p-value of the change from one adjusted difference to another of the same people.

    z = (after - before) / sqrt(error^2 + error^2): a negative control outcome (Lipsitch, Tchetgen Tchetgen and Cohen
    2010). The two are taken as independent; whoever buys often does so at both times, so z errs on the small side.
    """
    error = math.hypot(after.error, before.error)
    change = after.adjusted - before.adjusted
    return two_sided_p(change / error) if error else float(change == 0)
