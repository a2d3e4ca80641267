"""Everything the dashboard shows of one slice of answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from followup.queries.closed_loop import CaseCounts, case_counts
from reports.queries.response_rate import ResponseRate, response_rate
from reports.queries.score_card import Change, ScoreCard, change, score_card
from reports.queries.segments import SegmentScore, segment_scores
from responses.maths.score import Counts
from responses.queries.histogram import counted, eleven_counts
from responses.queries.panel import people_in_both
from responses.queries.slice import Slice
from responses.queries.trend import Period, counts_by_day, counts_by_month, counts_by_week
from responses.queries.verbatims import Verbatim, latest_comments

# From so many days on a finer unit would leave too few answers under each point.
WEEKS_FROM = timedelta(days=15)
MONTHS_FROM = timedelta(days=130)


@dataclass(frozen=True)
class TrendPoint:
    """One day, week or month, named by its first day."""

    start: date
    card: ScoreCard


@dataclass(frozen=True)
class Dashboard:
    eleven: list[int]
    set_aside: int  # earlier answers of people who answered again in the window
    card: ScoreCard
    change: Change | None
    rate: ResponseRate | None
    unit: str  # "day", "week" or "month"
    trend: list[TrendPoint]
    segments: list[SegmentScore]
    comments: list[Verbatim]
    cases: CaseCounts

    @property
    def has_trend(self) -> bool:
        """Whether any period has enough answers for a score; else a line would be an empty box."""
        return any(point.card.shown for point in self.trend)


def dashboard(slice_: Slice, *, now: datetime, by: str = "", comments: bool = True) -> Dashboard:
    """The dashboard of a slice. `by` names the property compared; `comments` False leaves them out."""
    found = counted(slice_)
    counts = Counts.from_histogram(found.eleven)
    preceding = slice_.preceding()
    before = Counts.from_histogram(eleven_counts(preceding)) if preceding else None
    same_people = people_in_both(slice_, answers=int(counts.n + before.n)) if before else None
    unit = _unit(slice_)
    return Dashboard(
        eleven=found.eleven,
        set_aside=found.set_aside,
        card=score_card(counts),
        change=change(before, counts, same_people) if before else None,
        rate=response_rate(slice_),
        unit=unit,
        trend=[TrendPoint(period.start, score_card(period.counts)) for period in _periods(slice_, unit)],
        segments=segment_scores(slice_, by) if by else [],
        comments=latest_comments(slice_, limit=5) if comments else [],
        cases=case_counts(slice_.organisation, now, slice_.survey_ids or None),
    )


def _unit(slice_: Slice) -> str:
    if slice_.window is None:
        return "month"
    length = slice_.window.end - slice_.window.start
    if length >= MONTHS_FROM:
        return "month"
    return "week" if length >= WEEKS_FROM else "day"


def _periods(slice_: Slice, unit: str) -> list[Period]:
    count = {"day": counts_by_day, "week": counts_by_week, "month": counts_by_month}[unit]
    return count(slice_)
