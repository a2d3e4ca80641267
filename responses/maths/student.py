"""Student's t and chi-square, as far as tables and tests here need them."""

import math
from functools import lru_cache

from responses.maths import sane
from responses.maths.beta import gamma_above, incomplete_beta
from responses.maths.roots import find_root


@lru_cache(maxsize=256)
def t_of(confidence: float, degrees: float) -> float:
    """Return the two-sided t: (0.95, 1) -> 12.706205.

    Raises ValueError unless 0 < confidence < 1 and degrees > 0.
    """
    if not 0 < confidence < 1 or not degrees > 0:
        raise ValueError("t needs a confidence between 0 and 1 and at least one degree of freedom")
    tail = 1 - confidence
    # P(|T| > t) = I_x(df/2, 1/2) with x = df / (df + t^2). Solving for x / (1 - x) on the log scale holds
    # its digits for tails of any size.

    def above_tail(log_t: float) -> float:
        square = math.exp(2 * log_t)
        return incomplete_beta(degrees / (degrees + square), degrees / 2, 0.5) - tail

    return math.exp(find_root(above_tail, plus=-40.0, minus=40.0))


def chi_square_p(value: float, degrees: float) -> float:
    """Return the probability that chi-square with that many degrees of freedom exceeds the value."""
    if math.isnan(value):
        raise ValueError("value is a number, not nan")
    sane.finite(degrees=degrees)
    if not degrees > 0:
        raise ValueError("chi-square needs at least one degree of freedom")
    return gamma_above(degrees / 2, value / 2)
