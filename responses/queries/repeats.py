"""Answers that do not count, because the same person gave a later one in the window (docs/adr/0010).

In a window of L days a pair of neighbouring answers lies wholly inside when the later one comes before its end and
the earlier one not before its start. Of the pairs less than L days apart, all that begin before the start also end
before the end; so the answers set aside are (pairs replaced before the end) - (pairs followed before the start): two
sums over days, whatever the window's place. Other lengths, and several surveys of many, are counted from the answers.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from nps_app.lib.clock import day_start
from responses.models import StaleRange, TallyState
from responses.models.repeat_tally import REACHES
from responses.queries.recount import RECOUNTS, arguments_of
from responses.queries.slice import Slice
from responses.queries.tallied import UNITS, WHERE, grouping_of, read_days, whole_days

MOST_STALE = (
    62  # days that are recounted for one page; beyond that the answers of the window are quicker to read
)
EVER = len(REACHES)
PLACES = range(1, 12)
Eleven = list[int]
Row = tuple[date | None, str, Eleven, Eleven]
NOBODY = [0] * 11


@dataclass
class Repeats:
    """For every local day: answers that were followed by another, and earlier answers replaced on that day."""

    followed: dict[date, Eleven] = field(default_factory=dict)
    replaced: dict[date, Eleven] = field(default_factory=dict)


def set_aside(slice_: Slice, *, by: str = "") -> dict[str, Eleven]:
    """The eleven counts of what does not count, by the value of a property; "" is the only one without it."""
    days = _days(slice_)
    if slice_.window is None:
        found = _sums(slice_, date.min, date.max, EVER, by=by)
    elif days in REACHES:
        first, last = whole_days(slice_.window, slice_.organisation.zone)
        found = _sums(slice_, first, last, REACHES.index(days), by=by)
    else:
        found = None
    return found if found is not None else _set_aside_live(slice_, by)


def repeats_by_day(slice_: Slice, *, days: int) -> Repeats:
    """Pairs less than `days` apart, day by day from the first answer to the last. The window is not looked at."""
    found = Repeats()
    reach = REACHES.index(days)
    rows = _rows(slice_, date.max, reach, unit="day")
    for day, _, followed, replaced in _pairs_live(slice_, days) if rows is None else rows:
        assert day is not None, "grouped by day"
        _add(found.followed, day, followed)
        _add(found.replaced, day, replaced)
    return found


def _days(slice_: Slice) -> int | None:
    """The length of a window of whole local days; None for any other."""
    if slice_.window is None:
        return None
    zone = slice_.organisation.zone
    first, last = whole_days(slice_.window, zone)
    whole = (day_start(first, zone), day_start(last + timedelta(days=1), zone))
    return (last - first).days + 1 if whole == (slice_.window.start, slice_.window.end) else None


def _sums(slice_: Slice, first: date, last: date, reach: int, *, by: str) -> dict[str, Eleven] | None:
    rows = _rows(slice_, last, reach, by=by, first=first)
    if rows is None:
        return None
    groups: dict[str, Eleven] = {}
    for _, value, followed, replaced in rows:
        _add(groups, value, replaced)
        _add(groups, value, [-count for count in followed])
    return groups


def _rows(
    slice_: Slice, last: date, reach: int, *, by: str = "", unit: str = "", first: date = date.max
) -> list[Row] | None:
    """(day, value, followed before `first`, replaced until `last`), from tallies and from the days in doubt.

    What the tallies say is already subtracted where it is not wanted day by day: two sums cost twice as much.
    None where the tallies do not know: several surveys of many, or a grouping that is not kept.
    """
    if len(slice_.survey_ids) > 1:
        return None
    chosen = dict(slice_.properties)
    arguments = {
        "grouping": grouping_of([*chosen, by] if by else chosen),
        "by": by,
        "chosen": json.dumps(chosen),
        "channel": slice_.channel,
        "across": not slice_.survey_ids,
        "reach": reach,
        "before": first.isoformat(),
    }
    found = read_days(slice_, StaleRange.Kind.REPEATS, _statement(by, unit), arguments, date.min, last)
    if found is None or sum(map(len, found.stale.values())) > MOST_STALE:
        return None
    rows = [(day, value, counts[11:] or NOBODY, counts[:11]) for day, value, counts in found.rows]
    for survey_id, days in found.stale.items():
        rows += _recounted(slice_, survey_id, days, arguments, first)
    return rows


def _statement(by: str, unit: str) -> str:
    value = "coalesce(t.segment ->> %(by)s, '')" if by else "''"
    if unit:
        sums = [f"sum(t.{name}[{place}])" for name in ("replaced", "followed") for place in PLACES]
    else:
        before = "CASE WHEN t.day < %(before)s::date THEN t.followed[{0}] ELSE 0 END"
        sums = [f"sum(t.replaced[{place}] - {before.format(place)})" for place in PLACES]
    return (
        f"SELECT 'sum', NULL, {UNITS[unit]}, {value}, ARRAY[{', '.join(sums)}]::bigint[]"  # noqa: S608 - our own words
        f" FROM responses_repeattally t{WHERE} AND t.across = %(across)s AND t.reach <= %(reach)s"
        " AND (%(channel)s = '' OR t.channel = %(channel)s) GROUP BY 3, 4"
    )


def _recounted(
    slice_: Slice, survey_id: int, days: list[date], wanted: dict[str, Any], first: date
) -> Iterator[Row]:
    """The rows of days that wait for the sweep, counted as the sweep will."""
    state = TallyState(
        organisation=slice_.organisation,
        time_zone=slice_.organisation.time_zone,
        groupings=[wanted["grouping"]],
    )
    recount = RECOUNTS[StaleRange.Kind.REPEATS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT day, channel, across, reach, segment, followed, replaced"  # noqa: S608 - our own words
            f" FROM ({recount.select}) AS recounted",
            arguments_of(state, survey_id, days),
        )
        found = cursor.fetchall()
    chosen = dict(slice_.properties)
    for day, channel, across, reach, segment, followed, replaced in found:
        values = json.loads(segment)
        fits = across == wanted["across"] and reach <= wanted["reach"] and slice_.channel in {"", channel}
        if fits and all(values.get(name) == value for name, value in chosen.items()):
            group = _text(values[wanted["by"]]) if wanted["by"] else ""
            yield day, group, followed if day < first else NOBODY, replaced


def _text(value: Any) -> str:
    """As ->> gives it."""
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


def followed_answers(
    slice_: Slice, columns: list[str], condition: str, arguments: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """Answers of the slice that the same person followed by another one in the window, straight from the table."""
    window = slice_.window
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join([*columns, 'score'])}, count(*) FROM ("  # noqa: S608 - our own words
            " SELECT score, channel, properties, answered_at, lead(answered_at) OVER"
            " (PARTITION BY contact_id ORDER BY answered_at, id) AS later FROM responses_response"
            " WHERE organisation_id = %(organisation)s AND contact_id IS NOT NULL"
            " AND (%(surveys)s::bigint[] IS NULL OR survey_id = ANY (%(surveys)s))"
            " AND (%(start)s::timestamptz IS NULL OR answered_at >= %(start)s AND answered_at < %(end)s)"
            ") AS answers WHERE later IS NOT NULL AND (%(channel)s = '' OR channel = %(channel)s)"
            f" AND properties @> %(chosen)s::jsonb {condition}"
            f" GROUP BY {', '.join(str(place + 1) for place in range(len(columns) + 1))}",
            {
                "organisation": slice_.organisation.pk,
                "surveys": list(slice_.survey_ids) or None,
                "start": window.start if window else None,
                "end": window.end if window else None,
                "channel": slice_.channel,
                "chosen": json.dumps(dict(slice_.properties)),
                "zone": slice_.organisation.time_zone,
                **arguments,
            },
        )
        return cursor.fetchall()


def _set_aside_live(slice_: Slice, by: str) -> dict[str, Eleven]:
    groups: dict[str, Eleven] = {}
    value, condition = (
        ("coalesce(properties ->> %(by)s, '')", "AND jsonb_exists(properties, %(by)s)") if by else ("''", "")
    )
    for group, score, count in followed_answers(slice_, [value], condition, {"by": by}):
        groups.setdefault(group, [0] * 11)[score] += count
    return groups


def _pairs_live(slice_: Slice, days: int) -> Iterator[tuple[date, str, Eleven, Eleven]]:
    day, later = "(answered_at AT TIME ZONE %(zone)s)::date", "(later AT TIME ZONE %(zone)s)::date"
    near = f"AND {later} - {day} < %(days)s"
    for first, second, score, count in followed_answers(
        slice_.within(None), [day, later], near, {"days": days}
    ):
        counts = [count if place == score else 0 for place in range(11)]
        yield first, "", counts, NOBODY
        yield second, "", NOBODY, counts


def _add(groups: dict[Any, Eleven], key: object, counts: Sequence[int]) -> None:
    groups[key] = [have + more for have, more in zip(groups.get(key, NOBODY), counts, strict=True)]
