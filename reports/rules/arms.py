"""What a comparison of two arms allows to say. The interval speaks; without enough people nothing is said."""

from enum import StrEnum

# Below this many asked in an arm a rate moves by points with each single answer.
ASKED_FROM = 30


class RateVerdict(StrEnum):
    TOO_FEW = "too_few"
    MORE = "more"  # B brings more answers
    FEWER = "fewer"
    OPEN = "open"  # the interval holds zero


def rate_verdict(low: float, high: float, *, asked: int) -> RateVerdict:
    """Of the difference in response rate, B against A; `asked` is the smaller arm's number."""
    if asked < ASKED_FROM:
        return RateVerdict.TOO_FEW
    if low > 0:
        return RateVerdict.MORE
    return RateVerdict.FEWER if high < 0 else RateVerdict.OPEN
