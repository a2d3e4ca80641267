"""One NPS as it may be shown: rounded shares, score, interval, and whether it changed."""

from dataclasses import dataclass

from reports.rules.few_answers import Standing, standing
from responses.maths.compare import difference
from responses.maths.interval import score_interval
from responses.maths.score import Counts, Shown, round_half_away, shown


@dataclass(frozen=True)
class ScoreCard:
    """`shown` and the interval (whole NPS points) are None where there are too few answers for a score."""

    counts: Counts
    standing: Standing
    shown: Shown | None
    low: int | None
    high: int | None

    @property
    def n(self) -> int:
        return int(self.counts.n)


@dataclass(frozen=True)
class Change:
    """Points gained on the window before, the 95 % interval of that, and whether it excludes zero."""

    points: int
    low: int
    high: int
    proven: bool
    before: ScoreCard


def score_card(counts: Counts) -> ScoreCard:
    """The score of these answers, as far as their number allows."""
    state = standing(counts.n)
    interval = score_interval(counts) if state in {Standing.FEW, Standing.ENOUGH} else None
    if interval is None:
        return ScoreCard(counts, state, None, None, None)
    low, high = round_half_away(interval.low), round_half_away(interval.high)
    return ScoreCard(counts, state, shown(counts), low, high)


def change(before: Counts, after: Counts) -> Change | None:
    """The change between two windows; None unless both have enough answers for a score."""
    earlier, later = score_card(before), score_card(after)
    found = difference(before, after)
    if found is None or earlier.shown is None or later.shown is None:
        return None
    return Change(
        points=later.shown.score - earlier.shown.score,
        low=round_half_away(found.interval.low),
        high=round_half_away(found.interval.high),
        proven=found.proven(),
        before=earlier,
    )
