"""Detractors, passives and promoters of each local day, for each value of a property: what the daily look needs."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import TruncDay

from nps_app.lib.clock import local_day
from responses.maths import scale
from responses.maths.score import Counts
from responses.queries.slice import Slice
from responses.queries.tallied import tallied_answers

NOTHING = Counts(0, 0, 0)


def counts_by_day_and_value(slice_: Slice, name: str = "") -> dict[str, list[Counts]]:
    """One Counts a day of the slice's window for each value of property `name`; without a name all under "".

    Raises ValueError for a slice without a window.
    """
    if slice_.window is None:
        raise ValueError("a window is needed")
    closed = tallied_answers(slice_, by=name, unit="day")
    found: dict[tuple[str, date], Counts] = {}
    for day, value, eleven in closed.rows:
        if day is not None:
            _add(found, value, day, Counts.from_histogram(eleven))
    if closed.live is not None:
        for day, value, score, count in _live(slice_, name, closed.live):
            eleven = [0] * len(scale.SCORES)
            eleven[score] = count
            _add(found, value or "", day.date(), Counts.from_histogram(eleven))
    zone = slice_.organisation.zone
    first, end = local_day(slice_.window.start, zone), local_day(slice_.window.end, zone)
    days = [first + timedelta(days=number) for number in range((end - first).days)]
    return {
        value: [found.get((value, day), NOTHING) for day in days] for value in sorted({v for v, _ in found})
    }


def _add(found: dict[tuple[str, date], Counts], value: str, day: date, counts: Counts) -> None:
    found[value, day] = found.get((value, day), NOTHING) + counts


def _live(slice_: Slice, name: str, condition: Q) -> Iterable[tuple[datetime, str, int, int]]:
    rows = (
        slice_.responses()
        .filter(condition)
        .annotate(day=TruncDay("answered_at", tzinfo=slice_.organisation.zone))
    )
    if not name:
        counted = rows.order_by().values_list("day", "score").annotate(count=Count("pk"))
        return ((day, "", score, count) for day, score, count in counted)
    rows = rows.filter(properties__has_key=name).annotate(value=KeyTextTransform(name, "properties"))
    return rows.order_by().values_list("day", "value", "score").annotate(count=Count("pk"))
