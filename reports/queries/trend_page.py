"""The score through time: rolling windows, months one by one, and what changed meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime

from nps_app.lib.clock import between
from reports.queries.markers import Marker, markers
from reports.queries.rolling_trend import RollingTrend, rolling_trend
from reports.queries.score_card import ScoreCard, score_card
from responses.queries.slice import Slice
from responses.queries.trend import counts_by_month


@dataclass(frozen=True)
class MonthCard:
    first: date
    card: ScoreCard


@dataclass(frozen=True)
class TrendPage:
    """`rolling` is None without answers."""

    rolling: RollingTrend | None
    markers: list[Marker]
    months: list[MonthCard]


def trend_page(slice_: Slice, *, now: datetime) -> TrendPage:
    """Everything the page shows. A month holds every answer that came in, one person's second one too."""
    rolling = rolling_trend(slice_, now=now)
    if rolling is None:
        return TrendPage(None, [], [])
    first, last = rolling.days[0].day, rolling.days[-1].day
    shown = slice_.within(between(first, last, zone=slice_.organisation.zone))
    months = [MonthCard(period.start, score_card(period.counts)) for period in counts_by_month(shown)]
    return TrendPage(rolling, markers(slice_, first, last), months[::-1])
