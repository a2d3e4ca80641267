"""The score day by day, each day with the answers of the weeks before it, in a band that holds the whole line."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from nps_app.lib.clock import local_day
from reports.rules.few_answers import SCORE_FROM
from responses.maths import trend
from responses.maths.interval import score_interval_z
from responses.maths.score import Counts, round_half_away, shown
from responses.queries.repeats import Repeats, repeats_by_day
from responses.queries.slice import Slice
from responses.queries.trend import Period, counts_by_day

SHOWN_DAYS = 365
MOST_DAYS = 3 * 365  # of all time the latest three years are drawn
MOST_POINTS = 61
LATELY = 56  # days that say how many answers a week come in
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TrendDay:
    """One day and the window that ends with it. Score and limits are None where the window has too few answers.

    `partial`: the window begins before the first answer there is.
    """

    day: date
    n: int
    score: int | None
    low: int | None
    high: int | None
    partial: bool


@dataclass(frozen=True)
class Month:
    first: date
    n: int  # answers that came in, those set aside included


@dataclass(frozen=True)
class RollingTrend:
    window_days: int
    days: list[TrendDay]
    months: list[Month]

    @property
    def has_line(self) -> bool:
        """Whether any day has enough answers for a score."""
        return any(day.score is not None for day in self.days)

    @property
    def any_partial(self) -> bool:
        return any(day.partial and day.score is not None for day in self.days)


def rolling_trend(slice_: Slice, *, now: datetime) -> RollingTrend | None:
    """The year up to the end of the slice's window, or all of it where that is longer. None without answers."""
    whole = counts_by_day(slice_.within(None))
    if not whole:
        return None
    zone = slice_.organisation.zone
    last = local_day(now, zone)
    if slice_.window is not None:
        last = min(last, local_day(slice_.window.end - timedelta(microseconds=1), zone))
    first = _first_shown(slice_, whole[0].start, last)
    if first > last:
        return None
    window_days = trend.window_for(_answers_a_week(whole, last))
    repeats = repeats_by_day(slice_, days=window_days)
    days = _rolling(whole, repeats, window_days, _spread(first, last))
    return RollingTrend(window_days, days, _months(whole, first, last))


def _first_shown(slice_: Slice, earliest: date, last: date) -> date:
    if slice_.window is None:
        length = MOST_DAYS
    else:
        chosen = (slice_.window.end - slice_.window.start).days
        length = min(MOST_DAYS, max(SHOWN_DAYS, chosen))
    return max(earliest, last - timedelta(days=length - 1))


def _answers_a_week(whole: Sequence[Period], last: date) -> float:
    """Of the latest weeks."""
    since = last - timedelta(days=LATELY)
    return sum(sum(period.eleven) for period in whole if since < period.start <= last) / LATELY * 7


def _spread(first: date, last: date) -> list[date]:
    """At most so many days, evenly apart, the last one among them."""
    step = -(-((last - first).days + 1) // MOST_POINTS)
    return sorted(last - timedelta(days=ago) for ago in range(0, (last - first).days + 1, step))


def _rolling(
    whole: Sequence[Period], repeats: Repeats, window_days: int, wanted: Iterable[date]
) -> list[TrendDay]:
    given = _Sums({period.start: period.eleven for period in whole})
    followed, replaced = _Sums(repeats.followed), _Sums(repeats.replaced)
    z = trend.band_z(window_days)
    found = []
    for day in wanted:
        before = day - timedelta(days=window_days)
        eleven = [
            max(0, until - since - later + earlier)
            for until, since, later, earlier in zip(
                given.until(day),
                given.until(before),
                replaced.until(day),
                followed.until(before),
                strict=True,
            )
        ]
        found.append(_day(day, Counts.from_histogram(eleven), z, partial=before < whole[0].start - ONE_DAY))
    return found


def _day(day: date, counts: Counts, z: float, *, partial: bool) -> TrendDay:
    interval, card = score_interval_z(counts, z), shown(counts)
    if counts.n < SCORE_FROM or interval is None or card is None:
        return TrendDay(day, int(counts.n), None, None, None, partial)
    low, high = round_half_away(interval.low), round_half_away(interval.high)
    return TrendDay(day, int(counts.n), card.score, low, high, partial)


class _Sums:
    """Eleven counts from the first day until any day, that day included."""

    def __init__(self, daily: Mapping[date, Sequence[int]]) -> None:
        self._days = sorted(daily)
        columns = [accumulate([daily[day][place] for day in self._days], initial=0) for place in range(11)]
        self._sums = list(zip(*columns, strict=True))

    def until(self, day: date) -> tuple[int, ...]:
        return self._sums[bisect_right(self._days, day)]


def _months(whole: Sequence[Period], first: date, last: date) -> list[Month]:
    counts: dict[date, int] = {}
    for period in whole:
        if first <= period.start <= last:
            month = period.start.replace(day=1)
            counts[month] = counts.get(month, 0) + sum(period.eleven)
    return [Month(month, n) for month, n in sorted(counts.items())]
