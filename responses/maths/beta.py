"""The regularised incomplete beta and gamma functions, from which the other distributions follow."""

import math

TINY = 1e-300
MAX_TERMS = 10_000
EPSILON = 1e-16


def incomplete_beta(x: float, a: float, b: float) -> float:
    """Return I_x(a, b), the probability that a Beta(a, b) value is at most x; a, b > 0.

    Continued fraction by Lentz's method (DLMF 8.17.22). Raises ValueError unless a and b are positive.
    """
    if math.isnan(x):
        raise ValueError("x is a number, not nan")
    if not (a > 0 and b > 0):
        raise ValueError("a beta distribution has two positive parameters")
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) * _beta_fraction(x, a, b) / a


def _beta_fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    result = d
    for term in range(1, MAX_TERMS):
        even = term * (b - term) * x / ((a + 2 * term - 1) * (a + 2 * term))
        d = 1 / _away_from_zero(1 + even * d)
        c = _away_from_zero(1 + even / c)
        result *= c * d
        odd = -(a + term) * (a + b + term) * x / ((a + 2 * term) * (a + 2 * term + 1))
        d = 1 / _away_from_zero(1 + odd * d)
        c = _away_from_zero(1 + odd / c)
        result *= c * d
        if abs(c * d - 1) < EPSILON * 4:
            break
    return result


def _away_from_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def gamma_above(a: float, x: float) -> float:
    """Return Q(a, x), the probability that a Gamma(a, 1) value exceeds x; a > 0.

    Series below a + 1, continued fraction above (DLMF 8.7.1, 8.9.2). Raises ValueError unless a is positive.
    """
    if not 0 < a < math.inf or math.isnan(x):
        raise ValueError("a gamma distribution has a positive parameter")
    if x <= 0:
        return 1.0
    if math.isinf(x):
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for step in range(1, MAX_TERMS):
            term *= x / (a + step)
            total += term
            if term < total * EPSILON:
                break
        return 1 - front * total
    b = x + 1 - a
    c, d = 1 / TINY, 1 / b
    result = d
    for step in range(1, MAX_TERMS):
        b += 2
        weight = step * (a - step)
        d = 1 / _away_from_zero(b + weight * d)
        c = _away_from_zero(b + weight / c)
        result *= c * d
        if abs(c * d - 1) < EPSILON * 4:
            break
    return front * result
