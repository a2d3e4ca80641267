"""Whether two NPS differ: MOVER of two score intervals, its p-value, and the adjusted Wald test beside it."""

import math
from dataclasses import dataclass

from responses.maths import mover
from responses.maths.interval import Interval, adjusted, score_interval_z
from responses.maths.normal import two_sided_p, z_of
from responses.maths.score import Counts, nps, variance

NO_DATA = "both groups need answers"


@dataclass(frozen=True, slots=True)
class Difference:
    """The change from one group to another in NPS points, its interval and its two-sided p-value."""

    before: float
    after: float
    change: float
    interval: Interval
    p: float

    def proven(self, level: float = 0.05) -> bool:
        """Say whether the change is more than chance would explain; an arrow is only shown if it is."""
        return self.p < level


@dataclass(frozen=True, slots=True)
class AdjustedDifference:
    """The adjusted Wald comparison: change of the smoothed scores in points, interval, z and p."""

    change: float
    interval: Interval
    z: float
    p: float


def difference(
    before: Counts, after: Counts, confidence: float = 0.95, correlation: float = 0.0
) -> Difference | None:
    """Return the difference after - before, or None where a group has no answers.

    Zou and Donner 2008 on two Tango intervals. `correlation` is that of the two estimates: 0 for different
    people, `panel.correlation` for the same people twice.
    Raises ValueError for an impossible confidence or correlation.
    """
    first, second = nps(before), nps(after)
    if first is None or second is None:
        return None
    interval = _limits(before, after, z_of(confidence), correlation)
    return Difference(first, second, second - first, interval, p_value(before, after, correlation))


def p_value(before: Counts, after: Counts, correlation: float = 0.0) -> float:
    """Return the two-sided p-value that belongs to `difference`: at its z a limit touches zero.

    Raises ValueError where a group has no answers.
    """
    change = _points(after) - _points(before)
    return mover.p_value(change, lambda z: _limits(before, after, z, correlation))


def _limits(before: Counts, after: Counts, z: float, correlation: float) -> Interval:
    around_first, around_second = score_interval_z(before, z), score_interval_z(after, z)
    if around_first is None or around_second is None:
        raise ValueError(NO_DATA)
    return mover.difference(_points(before), around_first, _points(after), around_second, correlation)


def _points(counts: Counts) -> float:
    points = nps(counts)
    if points is None:
        raise ValueError(NO_DATA)
    return points


def adjusted_difference(before: Counts, after: Counts, confidence: float = 0.95) -> AdjustedDifference | None:
    """Return the two-sample adjusted Wald comparison (MeasuringU), or None where a group has no answers.

    z = (e2' - e1') / sqrt(V1'/N1 + V2'/N2) with AW(3,T) on each side. Closed form, for places that need one.
    """
    if not before.n or not after.n:
        return None
    mean_before, variance_before = adjusted(before)
    mean_after, variance_after = adjusted(after)
    change, error = mean_after - mean_before, math.sqrt(variance_before + variance_after)
    half = z_of(confidence) * error
    interval = Interval(100 * (change - half), 100 * (change + half))
    return AdjustedDifference(100 * change, interval, change / error, two_sided_p(change / error))


def wald_difference(before: Counts, after: Counts, confidence: float = 0.95) -> Interval | None:
    """Return the plain Wald interval of the difference. Never shown: it covers 59 %, not 95 %."""
    spread_before, spread_after = variance(before), variance(after)
    if spread_before is None or spread_after is None:
        return None
    half = 100 * z_of(confidence) * math.sqrt(spread_before / before.n + spread_after / after.n)
    change = _points(after) - _points(before)
    return Interval(change - half, change + half)
