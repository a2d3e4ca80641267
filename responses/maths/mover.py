"""MOVER: limits of a difference or a sum from the limits of its parts (Zou and Donner 2008)."""

import math
from collections.abc import Iterable

from responses.maths.interval import Interval


def difference(
    first: float, around_first: Interval, second: float, around_second: Interval, correlation: float = 0.0
) -> Interval:
    """Return the limits of second - first, in the unit of the two numbers.

    lo = D - sqrt((e2-l2)^2 + (u1-e1)^2 - 2 r (e2-l2)(u1-e1)), and its mirror for hi; r is the correlation
    of the two estimates (Newcombe 1998, the same people twice). Raises ValueError unless -1 <= r <= 1.
    """
    if not -1 <= correlation <= 1:
        raise ValueError(f"a correlation lies between -1 and 1, not {correlation!r}")
    change = second - first
    down = _hypotenuse(second - around_second.low, around_first.high - first, correlation)
    up = _hypotenuse(around_second.high - second, first - around_first.low, correlation)
    return Interval(change - down, change + up)


def _hypotenuse(one: float, other: float, correlation: float) -> float:
    return math.sqrt(max(0.0, one * one + other * other - 2 * correlation * one * other))


def weighted_sum(parts: Iterable[tuple[float, float, Interval]]) -> Interval:
    """Return the limits of a sum of independent parts, each (weight >= 0, value, limits of the value).

    est -/+ sqrt(sum (W (value - limit))^2).
    """
    total = down = up = 0.0
    for weight, value, around in parts:
        total += weight * value
        down += (weight * (value - around.low)) ** 2
        up += (weight * (around.high - value)) ** 2
    return Interval(total - math.sqrt(down), total + math.sqrt(up))
