"""Where a function of one number crosses zero."""

import math
from collections.abc import Callable

PRECISION = 1e-14


def find_root(
    function: Callable[[float], float], plus: float, minus: float, precision: float = PRECISION
) -> float:
    """Return the crossing between `plus`, where the function is above zero, and `minus`, where it is not.

    ITP method (Oliveira and Takahashi 2020): never slower than bisection by more than one step, usually much
    faster. An exact zero at `minus` counts as an end of the bracket and not as the answer, because several
    functions here are zero there by 0/0. Raises ValueError when the function is not above zero at `plus`.
    """
    high, low = function(plus), function(minus)
    if not high > 0:
        raise ValueError("the function is not above zero at the first end")
    width = abs(plus - minus)
    slope = 0.2 / width if width else 0.0
    steps = max(0, math.ceil(math.log2(max(width, precision) / (2 * precision)))) + 1
    for step in range(steps + 1):
        width = abs(plus - minus)
        if width <= 2 * precision:
            break
        middle = (plus + minus) / 2
        radius = precision * 2.0 ** (steps - step) - width / 2
        secant = (high * minus - low * plus) / (high - low)
        side = math.copysign(1.0, middle - secant)
        nudge = slope * width * width
        guess = secant + side * nudge if nudge <= abs(middle - secant) else middle
        if abs(guess - middle) > radius:
            guess = middle - side * max(0.0, radius)
        value = function(guess)
        if value > 0:
            plus, high = guess, value
        else:
            minus, low = guess, value
    return (plus + minus) / 2
