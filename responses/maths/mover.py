"""MOVER: limits of a difference or a sum from the limits of its parts (Zou and Donner 2008)."""

import math
from collections.abc import Callable, Iterable

from responses.maths import sane
from responses.maths.interval import Interval
from responses.maths.normal import two_sided_p
from responses.maths.roots import find_root

LARGEST_Z = 37.0  # beyond this a p-value is 0 to the last digit


def difference(
    first: float, around_first: Interval, second: float, around_second: Interval, correlation: float = 0.0
) -> Interval:
    """Return the limits of second - first, in the unit of the two numbers.

    lo = D - sqrt((e2-l2)^2 + (u1-e1)^2 - 2 r (e2-l2)(u1-e1)), and its mirror for hi; r is the correlation
    of the two estimates (Newcombe 1998, the same people twice). Raises ValueError unless -1 <= r <= 1.
    """
    if not -1 <= correlation <= 1:
        raise ValueError(f"a correlation lies between -1 and 1, not {correlation!r}")
    sane.finite(first=first, second=second)
    change = second - first
    down = _hypotenuse(second - around_second.low, around_first.high - first, correlation)
    up = _hypotenuse(around_second.high - second, first - around_first.low, correlation)
    return Interval(change - down, change + up)


def _hypotenuse(one: float, other: float, correlation: float) -> float:
    return math.sqrt(max(0.0, one * one + other * other - 2 * correlation * one * other))


def weighted_sum(parts: Iterable[tuple[float, float, Interval]]) -> Interval:
    """Return the limits of a sum of independent parts, each (weight >= 0, value, limits of the value).

    est -/+ sqrt(sum (W (value - limit))^2). Raises ValueError for a weight that is negative or not finite.
    """
    total = down = up = 0.0
    for weight, value, around in parts:
        sane.not_negative(weight=weight)
        total += weight * value
        down += (weight * (value - around.low)) ** 2
        up += (weight * (around.high - value)) ** 2
    return Interval(total - math.sqrt(down), total + math.sqrt(up))


def p_value(change: float, limits: Callable[[float], Interval]) -> float:
    """Return the p-value of the z at which a limit of the change touches 0; `limits` gives them for a z.

    1 where they hold 0 for every z, as limits of groups do of which nothing is known.
    """
    if change == 0:
        return 1.0

    def clear_of_zero(z: float) -> float:
        around = limits(z)
        return around.low if change > 0 else -around.high

    if clear_of_zero(0.0) <= 0:
        return 1.0
    if clear_of_zero(LARGEST_Z) > 0:
        return 0.0
    # A decimal of z too many costs time and changes nothing: p is shown with three digits.
    return two_sided_p(find_root(clear_of_zero, plus=0.0, minus=LARGEST_Z, precision=1e-10))
