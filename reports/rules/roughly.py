"""A size that nobody has measured is told in two figures: 1,001,501 is 1,000,000."""

from math import floor, log10

FIGURES = 2


def roughly(amount: float) -> float:
    """The amount with its first two figures; nothing of it is a promise."""
    if amount <= 0:
        return 0.0
    return float(round(amount, FIGURES - 1 - floor(log10(amount))))
