"""The standard normal distribution: from a confidence to z and from z to a p-value."""

import math
from functools import lru_cache
from statistics import NormalDist


@lru_cache(maxsize=64)
def z_of(confidence: float) -> float:
    """Return the two-sided z: 0.95 -> 1.959964. Raises ValueError unless 0 < confidence < 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence!r}")
    # The lower tail is the accurate one, and 1 - confidence is exact near 1.
    return -NormalDist().inv_cdf((1 - confidence) / 2)


def quantile(probability: float) -> float:
    """Return the z below which the probability lies. Raises ValueError unless 0 < probability < 1."""
    if not 0 < probability < 1:
        raise ValueError(f"a probability lies between 0 and 1, not {probability!r}")
    return NormalDist().inv_cdf(probability)


def below(z: float) -> float:
    """Return the probability of a standard normal value below z."""
    return math.erfc(-z / math.sqrt(2)) / 2


def two_sided_p(z: float) -> float:
    """Return the two-sided p-value of z, 2 (1 - Phi(|z|))."""
    return math.erfc(abs(z) / math.sqrt(2))
