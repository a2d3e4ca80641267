"""What a score means: its sign, and where it stands among the bands of its industry.

The interval speaks, not the score alone: a band that the interval touches has not been ruled out.
"""

from dataclasses import dataclass
from enum import StrEnum

from reports.rules.bands import Bands, Place


class Sign(StrEnum):
    NEGATIVE = "negative"  # more detractors than promoters
    ZERO = "zero"
    POSITIVE = "positive"


@dataclass(frozen=True)
class SignVerdict:
    """The sign of a score, and whether the whole interval has that sign."""

    sign: Sign
    proven: bool


class Verdict(StrEnum):
    """Where the interval lies. PROBABLY: the score is in the band, a part of its interval is in no named one."""

    LOW = "low"
    PROBABLY_LOW = "probably_low"
    POSSIBLY_LOW = "possibly_low"
    LOW_OR_GOOD = "low_or_good"
    LOW_TO_LEADERS = "low_to_leaders"
    LOW_OR_LEADERS = "low_or_leaders"
    BELOW_GOOD = "below_good"  # between low and good, where the source names nothing
    GOOD = "good"
    PROBABLY_GOOD = "probably_good"
    ALMOST_GOOD = "almost_good"  # not low, not sure to be good
    BEYOND_GOOD = "beyond_good"  # good at least
    GOOD_OR_LEADERS = "good_or_leaders"
    ABOVE_GOOD = "above_good"  # between good and the leaders
    BELOW_LEADERS = "below_leaders"  # above low, below the leaders, of a source without "good"
    POSSIBLY_LEADERS = "possibly_leaders"
    PROBABLY_LEADERS = "probably_leaders"
    LEADERS = "leaders"
    # Of a source that gives one number only.
    ABOVE_TYPICAL = "above_typical"
    BELOW_TYPICAL = "below_typical"
    LIKE_TYPICAL = "like_typical"


SEVERAL = {
    (Place.LOW, Place.GOOD): Verdict.LOW_OR_GOOD,
    (Place.LOW, Place.LEADERS): Verdict.LOW_OR_LEADERS,
    (Place.GOOD, Place.LEADERS): Verdict.GOOD_OR_LEADERS,
    (Place.LOW, Place.GOOD, Place.LEADERS): Verdict.LOW_TO_LEADERS,
}
ALONE = {
    Place.LOW: (Verdict.LOW, Verdict.PROBABLY_LOW, Verdict.POSSIBLY_LOW),
    Place.GOOD: (Verdict.GOOD, Verdict.PROBABLY_GOOD, Verdict.ALMOST_GOOD),
    Place.LEADERS: (Verdict.LEADERS, Verdict.PROBABLY_LEADERS, Verdict.POSSIBLY_LEADERS),
}


def sign(score: int, low: int, high: int) -> SignVerdict:
    """The sign of a score with this interval."""
    if score == 0:
        return SignVerdict(Sign.ZERO, proven=False)
    if score < 0:
        return SignVerdict(Sign.NEGATIVE, proven=high < 0)
    return SignVerdict(Sign.POSITIVE, proven=low > 0)


def among_bands(score: int, low: int, high: int, bands: Bands) -> Verdict | None:
    """Where a score stands among bands; None where the source names less than two."""
    named = bands.named()
    if len(named) < 2:
        return None
    touched = [band for band in named if low <= band.end and high >= band.start]
    if len(touched) > 1:
        return SEVERAL[tuple(band.place for band in touched)]
    if not touched:
        return _in_a_gap(low, bands)
    (band,) = touched
    inside, probably, possibly = ALONE[band.place]
    if band.start <= low and high <= band.end:
        return inside
    if band.start <= score <= band.end:
        return probably
    return Verdict.BEYOND_GOOD if band.place is Place.GOOD and score > band.end else possibly


def against_typical(low: int, high: int, typical: int) -> Verdict:
    """Whether a score is above or below the one number that a source gives."""
    if low > typical:
        return Verdict.ABOVE_TYPICAL
    return Verdict.BELOW_TYPICAL if high < typical else Verdict.LIKE_TYPICAL


def _in_a_gap(low: int, bands: Bands) -> Verdict:
    if bands.good_from is None:
        return Verdict.BELOW_LEADERS
    return Verdict.BELOW_GOOD if low < bands.good_from else Verdict.ABOVE_GOOD
