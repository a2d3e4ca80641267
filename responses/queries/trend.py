"""The eleven counts of each local day, week or month of a slice, gaps included."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek

from nps_app.lib.clock import Window, local_day
from responses.maths import scale
from responses.maths.score import Counts
from responses.queries.slice import Slice
from responses.queries.tallied import CHANNEL, tallied_answers

_TRUNCATE = {"day": TruncDay, "week": TruncWeek, "month": TruncMonth}


@dataclass(frozen=True)
class Period:
    """One local day, week (from Monday) or month, named by its first day."""

    start: date
    eleven: tuple[int, ...]

    @property
    def counts(self) -> Counts:
        return Counts.from_histogram(self.eleven)


def counts_by_day(slice_: Slice) -> list[Period]:
    """One Period for every local day of the slice, also those without answers."""
    return _counts_by("day", slice_)


def counts_by_week(slice_: Slice) -> list[Period]:
    """One Period for every week; the first and the last may be cut by the window."""
    return _counts_by("week", slice_)


def counts_by_month(slice_: Slice) -> list[Period]:
    """One Period for every month; the first and the last may be cut by the window."""
    return _counts_by("month", slice_)


def channels_by_month(slice_: Slice) -> list[tuple[date, dict[str, int]]]:
    """For every month with answers, how many came over each channel; those set aside included."""
    closed = tallied_answers(slice_, by=CHANNEL, unit="month")
    found: dict[date, dict[str, int]] = {}
    for start, channel, eleven in closed.rows:
        assert start is not None, "grouped by month"
        found.setdefault(start, {})[channel] = sum(eleven)
    if closed.live is not None:
        rows = (
            slice_.responses()
            .filter(closed.live)
            .annotate(start=TruncMonth("answered_at", tzinfo=slice_.organisation.zone))
            .values_list("start", "channel")
            .annotate(count=Count("pk"))
            .order_by()
        )
        for start, channel, count in rows:
            month = found.setdefault(start.date(), {})
            month[channel] = month.get(channel, 0) + count
    return sorted(found.items())


def _counts_by(unit: str, slice_: Slice) -> list[Period]:
    closed = tallied_answers(slice_, unit=unit)
    found = {start: list(eleven) for start, _, eleven in closed.rows if start is not None}
    if closed.live is not None:
        rows = (
            slice_.responses()
            .filter(closed.live)
            .annotate(start=_TRUNCATE[unit]("answered_at", tzinfo=slice_.organisation.zone))
            .values_list("start", "score")
            .annotate(count=Count("pk"))
            .order_by()
        )
        for start, score, count in rows:
            found.setdefault(start.date(), [0] * len(scale.SCORES))[score] += count
    span = _span(slice_.window, slice_.organisation.zone, found)
    if span is None:
        return []
    none = (0,) * len(scale.SCORES)
    return [Period(start, tuple(found.get(start, none))) for start in _starts(unit, *span)]


def _span(window: Window | None, zone: ZoneInfo, found: Collection[date]) -> tuple[date, date] | None:
    """First and last day, both inside: of the window, or of what was found."""
    if window is not None:
        return local_day(window.start, zone), local_day(window.end - timedelta(microseconds=1), zone)
    return (min(found), max(found)) if found else None


def _starts(unit: str, first: date, last: date) -> Iterator[date]:
    if unit == "week":
        first -= timedelta(days=first.weekday())
    elif unit == "month":
        first = first.replace(day=1)
    while first <= last:
        yield first
        if unit == "month":
            first = (first + timedelta(days=31)).replace(day=1)
        else:
            first += timedelta(days=7 if unit == "week" else 1)
