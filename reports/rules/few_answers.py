"""How much may be said from so many answers (decisions: below 10 counts only, below 30 with a warning)."""

from enum import StrEnum

SCORE_FROM = 10
SURE_FROM = 30


class Standing(StrEnum):
    NONE = "none"  # nobody answered
    COUNTS = "counts"  # too few for a score: counts only
    FEW = "few"  # a score, called a first indication
    ENOUGH = "enough"


def standing(answers: float) -> Standing:
    """What may be shown of a number of answers."""
    if answers < 1:
        return Standing.NONE
    if answers < SCORE_FROM:
        return Standing.COUNTS
    return Standing.FEW if answers < SURE_FROM else Standing.ENOUGH
