"""Which answers of each local day the same person followed by a later one: what the daily look sets aside."""

from dataclasses import dataclass
from datetime import date

from responses.maths.score import Counts
from responses.models.repeat_tally import REACHES
from responses.queries.repeats import followed_answers, repeats_by_day
from responses.queries.slice import Slice
from responses.queries.tallied import whole_days

# The longest length that the tallies know.
LONGEST = max(reach for reach in REACHES if reach)
_DAY = "(answered_at AT TIME ZONE %(zone)s)::date"
_LATER = "(later AT TIME ZONE %(zone)s)::date"


@dataclass(frozen=True)
class Pairs:
    """Answers of the day `earlier` whose people answered again on the day `later`, and not between."""

    earlier: date
    later: date
    counts: Counts


def pairs_by_value(slice_: Slice, name: str = "") -> dict[str, list[Pairs]]:
    """The pairs inside the slice's window for each value of property `name`; without a name all under "".

    Read from the answers, where the tallies say that anybody answered twice. Raises ValueError for a slice without
    a window.
    """
    if slice_.window is None:
        raise ValueError("a window is needed")
    if not _anybody_twice(slice_):
        return {}
    value, condition = (
        ("coalesce(properties ->> %(by)s, '')", "AND jsonb_exists(properties, %(by)s)")
        if name
        else ("''", "")
    )
    eleven: dict[tuple[str, date, date], list[int]] = {}
    for group, earlier, later, score, count in followed_answers(
        slice_, [value, _DAY, _LATER], condition, {"by": name}
    ):
        eleven.setdefault((group, earlier, later), [0] * 11)[score] += count
    found: dict[str, list[Pairs]] = {}
    for (group, earlier, later), counts in eleven.items():
        found.setdefault(group, []).append(Pairs(earlier, later, Counts.from_histogram(counts)))
    return found


def _anybody_twice(slice_: Slice) -> bool:
    assert slice_.window is not None
    first, last = whole_days(slice_.window, slice_.organisation.zone)
    replaced = repeats_by_day(slice_, days=LONGEST).replaced
    return any(first <= day <= last and any(counts) for day, counts in replaced.items())
