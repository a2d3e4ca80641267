"""One NPS as it may be shown: rounded shares, score, interval, and whether it changed."""

from dataclasses import dataclass

from reports.rules.few_answers import Standing, standing
from responses.maths import panel
from responses.maths.compare import Difference, difference
from responses.maths.interval import score_interval
from responses.maths.samples import answers_for_change
from responses.maths.score import Counts, Shown, round_half_away, sd_points, shown

# Nobody plans for thousands of answers to tell half a point from chance.
SMALLEST_CHANGE = 1


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
    """Points gained on the window before, the 95 % interval of that, and whether it excludes zero.

    `needed`: answers each window would need to tell a change of this size from chance; `more`: how many of them
    the smaller window lacks. None where it is proven, or too small to be worth proving. `in_both`: people who
    answered in both windows, whose correlation is taken into account.
    """

    points: int
    low: int
    high: int
    proven: bool
    before: ScoreCard
    needed: int | None = None
    more: int | None = None
    in_both: int = 0

    @property
    def size(self) -> int:
        """The points without their sign."""
        return abs(self.points)


def score_card(counts: Counts) -> ScoreCard:
    """The score of these answers, as far as their number allows."""
    state = standing(counts.n)
    interval = score_interval(counts) if state in {Standing.FEW, Standing.ENOUGH} else None
    if interval is None:
        return ScoreCard(counts, state, None, None, None)
    low, high = round_half_away(interval.low), round_half_away(interval.high)
    return ScoreCard(counts, state, shown(counts), low, high)


def change(before: Counts, after: Counts, same_people: panel.Table | None = None) -> Change | None:
    """The change between two windows; None unless both have enough answers for a score.

    `same_people`: the answers of those who count in both, before and after.
    """
    earlier, later = score_card(before), score_card(after)
    in_both = int(sum(map(sum, same_people))) if same_people else 0
    found = _difference(before, after, same_people, in_both)
    if found is None or earlier.shown is None or later.shown is None:
        return None
    needed = None if found.proven() else _answers_needed(found.change, before, after)
    return Change(
        points=later.shown.score - earlier.shown.score,
        low=round_half_away(found.interval.low),
        high=round_half_away(found.interval.high),
        proven=found.proven(),
        before=earlier,
        needed=needed,
        more=None if needed is None else needed - int(min(before.n, after.n)),
        in_both=in_both,
    )


def _difference(
    before: Counts, after: Counts, same_people: panel.Table | None, in_both: int
) -> Difference | None:
    if same_people is None or not in_both:
        return difference(before, after)
    found = panel.overlap(before, after, in_both, panel.read(same_people).correlation)
    return found.difference if found else None


def _answers_needed(points: float, before: Counts, after: Counts) -> int | None:
    """Answers in each window with which a change of this size would be seen four times in five."""
    spread_before, spread_after = sd_points(before), sd_points(after)
    if abs(points) < SMALLEST_CHANGE or not spread_before or not spread_after:
        return None
    needed = answers_for_change(points, spread_before, spread_after)
    return needed if needed > min(before.n, after.n) else None
