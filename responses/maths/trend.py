"""The NPS through time from eleven counts a day: windows, exponential weights, smooth trend, bands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from responses.maths import sane
from responses.maths.interval import Interval, score_interval, score_interval_z
from responses.maths.normal import z_of
from responses.maths.score import Counts, nps

# The z with which a band holds the whole of a year at 95 %, by window length in days. Simulated.
YEAR_BAND_Z = ((7, 4.1), (30, 3.7), (90, 3.3))
SHORT_WINDOW_DAYS, LONG_WINDOW_DAYS = 30, 90
ANSWERS_A_WEEK_FOR_SHORT_WINDOW = 100
Histogram = Sequence[float]


@dataclass(frozen=True, slots=True)
class Point:
    """The score of one day: of its window or its weights. Partial: the window begins before the first day."""

    day: int
    histogram: tuple[float, ...]
    counts: Counts
    nps: float | None
    interval: Interval | None
    partial: bool


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A weighted score: how many equal answers its weights are worth, and the interval on those."""

    nps: float | None
    n_eff: float
    interval: Interval | None


def rolling(
    daily: Sequence[Histogram],
    window_days: int,
    days: Iterable[int] | None = None,
    confidence: float = 0.95,
    band: bool = False,
) -> list[Point]:
    """Return one point a day (or only for the days given): the day and the window_days - 1 before it.

    `band` widens the interval so that the line of a whole year lies inside at once.
    Raises ValueError unless window_days > 0 and every day exists.
    """
    if not window_days >= 1:
        raise ValueError("a window has at least one day")
    z = band_z(window_days) if band else z_of(confidence)
    width = len(daily[0]) if daily else 0
    until = [tuple(accumulate((row[place] for row in daily), initial=0)) for place in range(width)]
    points = []
    for day in range(len(daily)) if days is None else days:
        if not 0 <= day < len(daily):
            raise ValueError(f"day {day} is not among the {len(daily)} days given")
        start = max(0, day + 1 - window_days)
        histogram = tuple(column[day + 1] - column[start] for column in until)
        counts = Counts.from_histogram(histogram)
        partial = day + 1 < window_days
        points.append(Point(day, histogram, counts, nps(counts), score_interval_z(counts, z), partial))
    return points


def band_z(window_days: int) -> float:
    """Return the z of a year-long simultaneous band: 4.1 to 7 days, 3.7 to 30, 3.3 above."""
    return next((z for days, z in YEAR_BAND_Z if window_days <= days), YEAR_BAND_Z[-1][1])


def window_for(answers_a_week: float) -> int:
    """Return the window of the default chart in days: 90, or 30 where 100 answers a week come in."""
    return SHORT_WINDOW_DAYS if answers_a_week >= ANSWERS_A_WEEK_FOR_SHORT_WINDOW else LONG_WINDOW_DAYS


def ewma(
    daily: Sequence[Histogram], half_life_days: float, day: int | None = None, confidence: float = 0.95
) -> Smoothed:
    """Return the exponentially weighted score up to a day (the last unless given).

    Each answer weighs 2^(-age / half-life). Raises ValueError unless half_life_days > 0 and the day exists.
    """
    sane.above_zero(half_life_days=half_life_days)
    day = _existing(daily, day)
    return _weighted(
        daily, {past: 0.5 ** ((day - past) / half_life_days) for past in range(day + 1)}, confidence
    )


def kernel(
    daily: Sequence[Histogram], bandwidth_days: float, day: int | None = None, confidence: float = 0.95
) -> Smoothed:
    """Return the smooth trend on a day from the days around it: tricube weights (1 - (d/h)^3)^3 for d < h.

    Local constant, so it never leaves the scale. Raises ValueError unless bandwidth_days > 0 and the day
    exists.
    """
    sane.above_zero(bandwidth_days=bandwidth_days)
    day = _existing(daily, day)
    near = {other: abs(other - day) / bandwidth_days for other in range(len(daily))}
    return _weighted(daily, {other: tricube(d) for other, d in near.items() if d < 1}, confidence)


def tricube(distance: float) -> float:
    """Return (1 - d^3)^3 for 0 <= d < 1, and 0 beyond (Cleveland 1979)."""
    return (1 - distance**3) ** 3 if distance < 1 else 0.0


def _existing(daily: Sequence[Histogram], day: int | None) -> int:
    day = len(daily) - 1 if day is None else day
    if daily and not 0 <= day < len(daily):
        raise ValueError(f"day {day} is not among the {len(daily)} days given")
    return day


def _weighted(daily: Sequence[Histogram], weights: dict[int, float], confidence: float) -> Smoothed:
    weighted, squares = Counts(0, 0, 0), 0.0
    for day, weight in weights.items():
        counts = Counts.from_histogram(daily[day]) if daily else Counts(0, 0, 0)
        weighted += counts.times(weight)
        squares += weight * weight * counts.n
    if not squares:
        return Smoothed(None, 0.0, None)
    n_eff = weighted.n**2 / squares
    return Smoothed(nps(weighted), n_eff, score_interval(weighted.times(n_eff / weighted.n), confidence))
