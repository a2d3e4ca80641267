"""Everything the dashboard shows of one slice of answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from followup.queries.closed_loop import CaseCounts, case_counts
from reports.queries.markers import Marker, markers
from reports.queries.response_rate import ResponseRate, response_rate
from reports.queries.rolling_trend import RollingTrend, rolling_trend
from reports.queries.score_card import Change, ScoreCard, change, score_card
from reports.queries.segments import SegmentScore, segment_scores
from responses.maths.score import Counts
from responses.queries.histogram import Counted, counted
from responses.queries.panel import people_in_both
from responses.queries.slice import Slice
from responses.queries.trend import counts_by_day, counts_by_month, counts_by_week
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
    rolling: RollingTrend | None
    markers: list[Marker]
    segments: list[SegmentScore]
    comments: list[Verbatim]
    cases: CaseCounts


def dashboard(slice_: Slice, *, now: datetime, by: str = "", comments: bool = True) -> Dashboard:
    """The dashboard of a slice. `by` names the property compared; `comments` False leaves them out."""
    found = counted(slice_)
    counts = Counts.from_histogram(found.eleven)
    preceding = slice_.preceding()
    before = counted(preceding) if preceding else None
    rolling = rolling_trend(slice_, now=now)
    return Dashboard(
        eleven=found.eleven,
        set_aside=found.set_aside,
        card=score_card(counts),
        change=_change(slice_, before, found) if before else None,
        rate=response_rate(slice_),
        rolling=rolling,
        markers=markers(slice_, rolling.days[0].day, rolling.days[-1].day) if rolling else [],
        segments=segment_scores(slice_, by) if by else [],
        comments=latest_comments(slice_, limit=5) if comments else [],
        cases=case_counts(slice_.organisation, now, slice_.survey_ids or None),
    )


def _change(slice_: Slice, before: Counted, now: Counted) -> Change | None:
    same_people = people_in_both(slice_, now, before)
    return change(Counts.from_histogram(before.eleven), Counts.from_histogram(now.eleven), same_people)


def over_time(slice_: Slice) -> tuple[str, list[TrendPoint]]:
    """The slice cut into days, weeks or months, and which of them; every answer counts in its own."""
    unit = _unit(slice_)
    count = {"day": counts_by_day, "week": counts_by_week, "month": counts_by_month}[unit]
    return unit, [TrendPoint(period.start, score_card(period.counts)) for period in count(slice_)]


def _unit(slice_: Slice) -> str:
    if slice_.window is None:
        return "month"
    length = slice_.window.end - slice_.window.start
    if length >= MONTHS_FROM:
        return "month"
    return "week" if length >= WEEKS_FROM else "day"
