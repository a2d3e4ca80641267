"""The 0-10 scale and its three categories. Every other place takes the borders from here."""

from typing import Final, Literal

Category = Literal["detractor", "passive", "promoter"]

MIN: Final = 0
MAX: Final = 10
DETRACTOR_MAX: Final = 6
PASSIVE_MAX: Final = 8
SCORES: Final = range(MIN, MAX + 1)


def category(score: int) -> Category:
    """Return the category of one score: 0-6 detractor, 7-8 passive, 9-10 promoter (Reichheld 2003).

    Raises ValueError when the score is not a whole number from 0 to 10.
    """
    if isinstance(score, bool) or score not in SCORES:
        raise ValueError(f"a score is a whole number from {MIN} to {MAX}, not {score!r}")
    if score <= DETRACTOR_MAX:
        return "detractor"
    return "passive" if score <= PASSIVE_MAX else "promoter"


def sign(score: int) -> int:
    """Return what one score adds to the sum behind the NPS: -1, 0 or +1. Raises ValueError as above."""
    return {"detractor": -1, "passive": 0, "promoter": 1}[category(score)]
