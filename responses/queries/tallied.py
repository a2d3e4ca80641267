"""Which part of a slice the tallies answer, and which part has to be read live.

Tallies may be used for whole local days inside the window that no stale range touches. Both are read in one
statement, so in one snapshot: a day is either tallied and untouched, or read live, never half of each.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from nps_app.lib.clock import Window, day_start, local_day
from responses.models.stale_range import StaleRange
from responses.queries.slice import Slice

CHANNEL = "\x00channel"  # the name of no property: PostgreSQL cannot store it
UNITS = {
    "": "NULL::date",
    "day": "t.day",
    "week": "date_trunc('week', t.day)::date",
    "month": "date_trunc('month', t.day)::date",
}
_ELEVEN = ", ".join(f"sum(t.eleven[{place}])" for place in range(1, 12))
# An hour of margin, because PostgreSQL's and Python's tables of time zones may be of different age.
_OPEN = """
WITH state AS (
    SELECT FROM responses_tallystate
    WHERE organisation_id = %(organisation)s AND time_zone = %(zone)s AND %(grouping)s = ANY (groupings)
), stale AS MATERIALIZED (
    SELECT DISTINCT survey_id, day::date AS day
    FROM (
        SELECT DISTINCT survey_id, from_at, until_at FROM responses_stalerange
        WHERE organisation_id = %(organisation)s AND kind = %(kind)s AND grouping IN ('', %(grouping)s)
            AND (%(surveys)s::bigint[] IS NULL OR survey_id = ANY (%(surveys)s))
    ) AS ranges, generate_series(
        date_trunc('day', (from_at - interval '1 hour') AT TIME ZONE %(zone)s),
        (until_at + interval '1 hour') AT TIME ZONE %(zone)s, interval '1 day'
    ) AS day
    WHERE day BETWEEN %(first)s::date AND %(last)s::date
)
SELECT 'state', NULL::bigint, NULL::date, NULL::text, NULL::bigint[] FROM state
UNION ALL SELECT 'stale', survey_id, day, NULL, NULL FROM stale
UNION ALL
"""
WHERE = """
WHERE EXISTS (SELECT FROM state) AND t.organisation_id = %(organisation)s
    AND t.grouping = %(grouping)s AND t.segment @> %(chosen)s::jsonb
    AND t.day BETWEEN %(first)s::date AND %(last)s::date
    AND (%(surveys)s::bigint[] IS NULL OR t.survey_id = ANY (%(surveys)s))
    AND NOT EXISTS (SELECT FROM stale WHERE stale.survey_id = t.survey_id AND stale.day = t.day)
"""


Row = tuple[date | None, str, list[int]]


@dataclass(frozen=True)
class Tallied:
    """Sums of the closed part: (first day of the unit, value of the property, counts); `live` is what is left."""

    rows: list[Row] = field(default_factory=list)
    live: Q | None = None  # a condition on the moment and the survey; None: nothing is left


@dataclass(frozen=True)
class Found:
    """Sums of the days that may be trusted, and the (survey, days) that have to be read live."""

    rows: list[Row]
    stale: dict[int, list[date]]


def grouping_of(names: Iterable[str]) -> str:
    """The name of a grouping by these properties."""
    return json.dumps(sorted(set(names)))


def tallied_answers(slice_: Slice, *, by: str = "", unit: str = "") -> Tallied:
    """The closed part of the eleven counts, by a property's values or CHANNEL, and by "day", "week" or "month"."""
    chosen = dict(slice_.properties)
    grouping = grouping_of(chosen if by in {"", CHANNEL} else [*chosen, by])
    value = {"": "''", CHANNEL: "t.channel"}.get(by, "coalesce(t.segment ->> %(by)s, '')")
    sums = (
        f"SELECT 'sum', NULL, {UNITS[unit]}, {value}, ARRAY[{_ELEVEN}]::bigint[] FROM responses_tally t"  # noqa: S608 - our own words
        f"{WHERE} AND (%(channel)s = '' OR t.channel = %(channel)s) GROUP BY 3, 4"
    )
    arguments = {
        "grouping": grouping,
        "by": "" if by == CHANNEL else by,
        "chosen": json.dumps(chosen),
        "channel": slice_.channel,
    }
    return _read(slice_, StaleRange.Kind.ANSWERS, sums, arguments, moment="answered_at")


def tallied_invitations(slice_: Slice, *, by: str = "") -> Tallied:
    """The closed part of [invited, answered], by the values contacts have today. The channel is not looked at."""
    chosen = dict(slice_.properties)
    value = "coalesce(t.segment ->> %(by)s, '')" if by else "''"
    sums = (
        f"SELECT 'sum', NULL, NULL::date, {value}, ARRAY[sum(t.invited), sum(t.answered)]::bigint[]"  # noqa: S608
        f" FROM responses_invitationtally t{WHERE} GROUP BY 3, 4"
    )
    grouping = grouping_of([*chosen, by] if by else chosen)
    arguments = {"grouping": grouping, "by": by, "chosen": json.dumps(chosen)}
    return _read(slice_, StaleRange.Kind.INVITATIONS, sums, arguments, moment="sent_at")


def _read(slice_: Slice, kind: str, sums: str, arguments: dict[str, Any], *, moment: str) -> Tallied:
    zone = slice_.organisation.zone
    first, last = whole_days(slice_.window, zone)
    everything = _inside([slice_.window], moment) if slice_.window else Q()
    found = read_days(slice_, kind, sums, arguments, first, last)
    if found is None:
        return Tallied(live=everything)
    live = _edges(slice_.window, first, last, zone, moment)
    for survey, days in found.stale.items():
        live |= Q(survey_id=survey) & _inside(_windows(days, zone), moment)
    return Tallied(found.rows, live or None)


def read_days(
    slice_: Slice, kind: str, sums: str, arguments: dict[str, Any], first: date, last: date
) -> Found | None:
    """The sums of the tallied days from first to last, and the days that are in doubt, in one snapshot.

    None where nothing is tallied by that grouping, or there are no such days.
    """
    if first > last:
        return None
    arguments = arguments | {
        "organisation": slice_.organisation.pk,
        "zone": slice_.organisation.time_zone,
        "kind": str(kind),
        "surveys": list(slice_.survey_ids) or None,
        "first": first.isoformat(),
        "last": last.isoformat(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN + sums, arguments)
        found = cursor.fetchall()
    if not any(what == "state" for what, *_ in found):
        return None
    rows = [(day, value, counts) for what, _, day, value, counts in found if what == "sum"]
    stale: dict[int, list[date]] = {}
    for what, survey, day, _, _ in found:
        if what == "stale":
            stale.setdefault(survey, []).append(day)
    return Found(rows, stale)


def whole_days(window: Window | None, zone: ZoneInfo) -> tuple[date, date]:
    """First and last local day that lie wholly inside; the first is after the last where none does."""
    if window is None:
        return date(1, 1, 1), date(9999, 12, 31)
    first = local_day(window.start, zone)
    if day_start(first, zone).astimezone(UTC) < window.start.astimezone(UTC):
        first += timedelta(days=1)
    return first, local_day(window.end, zone) - timedelta(days=1)


def _edges(window: Window | None, first: date, last: date, zone: ZoneInfo, moment: str) -> Q:
    """The parts of days at both ends of a window that does not begin and end at midnight."""
    if window is None:
        return Q()
    ends = [
        Window(window.start.astimezone(UTC), day_start(first, zone).astimezone(UTC)),
        Window(day_start(last + timedelta(days=1), zone).astimezone(UTC), window.end.astimezone(UTC)),
    ]
    return _inside([end for end in ends if end.start < end.end], moment)


def _windows(days: list[date], zone: ZoneInfo) -> list[Window]:
    """The days as windows, neighbours joined."""
    spans: list[list[date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1][1] = day
        else:
            spans.append([day, day])
    return [Window(day_start(a, zone), day_start(b + timedelta(days=1), zone)) for a, b in spans]


def _inside(windows: Iterable[Window], moment: str) -> Q:
    condition = Q()
    for window in windows:
        condition |= Q(**{f"{moment}__gte": window.start, f"{moment}__lt": window.end})
    return condition
