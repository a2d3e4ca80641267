"""How many answers a statement needs, and how small a change a number of answers can show."""

import math
from fractions import Fraction

from responses.maths import sane
from responses.maths.normal import quantile, z_of

# Standard deviation of one answer in points with 15 % detractors and 60 % promoters; and at its largest.
TYPICAL_SD = 73.993243
WORST_SD = 100.0


def smallest_detectable_change(
    sd_before: float,
    n_before: float,
    sd_after: float | None = None,
    n_after: float | None = None,
    confidence: float = 0.95,
    power: float = 0.8,
) -> float | None:
    """Return the change in points that two samples would find with that power, or None where n is 0.

    (z_conf + z_power) sqrt(sd1^2/n1 + sd2^2/n2); the second sample is like the first unless given. Raises
    ValueError for what is negative or not finite.
    """
    sd_after = sd_before if sd_after is None else sd_after
    n_after = n_before if n_after is None else n_after
    sane.not_negative(sd_before=sd_before, sd_after=sd_after, n_before=n_before, n_after=n_after)
    if not n_before or not n_after:
        return None
    error = math.sqrt(sd_before**2 / n_before + sd_after**2 / n_after)
    return (z_of(confidence) + quantile(power)) * error


def answers_for_margin(
    margin: float, sd: float = TYPICAL_SD, confidence: float = 0.95, population: float | None = None
) -> int:
    """Return how many answers make the interval about +/- margin points: (z sd / margin)^2, rounded up.

    With a finite number of customers N: n / (1 + (n - 1) / N). Raises ValueError unless margin > 0, or for what
    is negative or not finite.
    """
    sane.above_zero(margin=margin)
    sane.not_negative(sd=sd)
    needed = (z_of(confidence) * sd / margin) ** 2
    if population is not None:
        sane.not_negative(population=population)
        if not population:
            return 0
        needed = min(population, needed / (1 + (needed - 1) / population))
    return _up(needed)


def answers_for_change(
    change: float,
    sd_before: float = TYPICAL_SD,
    sd_after: float | None = None,
    confidence: float = 0.95,
    power: float = 0.8,
) -> int:
    """Return how many answers each of two equal samples needs to find a change of so many points.

    Raises ValueError when the change is 0, or for what is not finite or a negative deviation.
    """
    sane.finite(change=change)
    if change == 0:
        raise ValueError("no number of answers can show a change of nothing")
    sd_after = sd_before if sd_after is None else sd_after
    sane.not_negative(sd_before=sd_before, sd_after=sd_after)
    reach = z_of(confidence) + quantile(power)
    return _up(reach**2 * (sd_before**2 + sd_after**2) / change**2)


def answers_until_alert(drop: float, sd: float = TYPICAL_SD) -> int:
    """Return about how many answers after a drop the change scan needs to see it: (4 sd / drop)^2."""
    sane.above_zero(drop=drop)
    sane.not_negative(sd=sd)
    return _up((4 * sd / drop) ** 2)


def finite_population_factor(n: float, population: float) -> float:
    """Return sqrt(1 - n/N), which shrinks the error of "these customers now" but not of a comparison in time.

    Raises ValueError unless 0 <= n <= N and N > 0.
    """
    sane.finite(n=n, population=population)
    if not 0 <= n <= population or population <= 0:
        raise ValueError("a sample is not larger than its population")
    return math.sqrt(1 - Fraction(n) / Fraction(population))


def _up(value: float) -> int:
    # A value that is whole but for the rounding of floats is not rounded up to the next one.
    return math.ceil(round(value, 9))
