"""What customers bought after they answered, stayed silent or were not asked, counted by the database."""

import json
from collections import Counter
from datetime import date, datetime
from typing import Any, Final

from django.db import connection, transaction

from contacts.rules.money import from_minor
from reports.queries.observations import HABITS, Source
from reports.rules.cohorts import (
    HABIT_SIZE,
    HABIT_WINDOWS,
    HORIZONS,
    LONGEST,
    MOST_SPENT,
    Cohorts,
    Earlier,
    Group,
    Past,
    Spent,
)
from reports.rules.proof import Share
from responses.maths.survival import LifeTable
from responses.queries.slice import Slice

# Who began in the window; of several answers of a person, or several silences, the first one in it.
_CHOSEN = """
WITH chosen AS {kept} (
    SELECT *, floor(date_part('epoch', %(until)s::timestamptz - started_at) / 86400)::int AS seen
    FROM {rows} AS o
    WHERE (%(from)s::timestamptz IS NULL OR started_at >= %(from)s)
        AND (%(to)s::timestamptz IS NULL OR started_at < %(to)s)
        {filters}
)"""
_FIRST = "AND ({before} IS NULL OR (%(from)s::timestamptz IS NOT NULL AND {before} < %(from)s))"
_SURVEYS = "AND (grp = 'never' OR survey_id = ANY (%(surveys)s))"
_CHANNEL = "AND (grp = 'never' OR channel = %(channel)s)"
_PROPERTIES = """
AND (response_id IN (
    SELECT id FROM responses_response
    WHERE organisation_id = %(organisation)s AND properties @> %(properties)s::jsonb
) OR response_id IS NULL AND contact_id IN (
    SELECT id FROM contacts_contact
    WHERE organisation_id = %(organisation)s AND properties @> %(properties)s::jsonb
))"""
# A million rows are counted in memory, in one walk through the table and without sorting them first.
_KEPT = "SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; SET LOCAL enable_sort = off"
# Right after an import the planner expects few rows and would compare everybody with everybody.
_LIVE = "SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = off"
# What is counted in the one walk, named by a column that only this count has.
_COUNTED: Final = ("bought", "earlier", "month", *(f"window_{place}" for place in range(HABIT_WINDOWS)))
_WINDOWS: Final = ", ".join(_COUNTED[3:])
_WINDOW_SETS = ", ".join(f"(grp, {window}, closed)" for window in _COUNTED[3:])
_COUNTS = f"""
SELECT GROUPING({", ".join(_COUNTED)}) AS kind, grp, bought, open, earlier, tenure, failed, month,
    coalesce({_WINDOWS}) AS habit, did, count(*) AS n
FROM (
    SELECT grp, earlier, tenure, failed, {{windows}}, seen >= %(horizon)s AS closed,
        coalesce(day <= %(horizon)s, false) AS did,
        CASE WHEN day <= {LONGEST} THEN day END AS bought,
        CASE WHEN coalesce(day, {LONGEST} + 1) > {LONGEST} THEN least(seen, {LONGEST} + 1) END AS open,
        date_trunc('month', started_at AT TIME ZONE %(zone)s)::date AS month
    FROM chosen
) AS o
GROUP BY GROUPING SETS (
    (grp, bought, open), (grp, earlier, tenure, failed, closed, did), (grp, month, closed, did), {_WINDOW_SETS}
)
HAVING GROUPING(bought) = 0 OR closed
"""  # noqa: S608 - our own words
# Of each group the latest whose window is over.
_LATEST = " UNION ALL ".join(
    "(SELECT grp, score, started_at, spent FROM chosen"  # noqa: S608 - our own words
    f" WHERE grp = '{group}' AND started_at <= %(until)s::timestamptz - %(horizon)s * interval '1 day'"
    f" ORDER BY started_at DESC LIMIT {MOST_SPENT})"
    for group in Group
)
# In one statement, so that who is read live is read once.
_ALL = """
{chosen}, counted AS ({counts}), latest AS ({latest})
SELECT kind, grp, bought, open, earlier, tenure, failed, month, habit, did, n,
    NULL::smallint AS score, NULL::timestamptz AS started_at, NULL::jsonb AS spent
FROM counted
UNION ALL
SELECT NULL, grp, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, score, started_at, spent FROM latest
"""


def cohorts(slice_: Slice, source: Source, horizon: int) -> Cohorts:
    """Everything that is known of the customers of a slice."""
    arguments = source.arguments | {
        "until": source.until,
        "from": slice_.window.start if slice_.window else None,
        "to": slice_.window.end if slice_.window else None,
        "surveys": list(slice_.survey_ids),
        "channel": slice_.channel,
        "properties": json.dumps(dict(slice_.properties)),
        "horizon": horizon,
        "zone": slice_.organisation.time_zone,
    }
    # What a table keeps is read by its index, and what is worked out now is worked out once.
    kept = "NOT MATERIALIZED" if source.is_kept else "MATERIALIZED"
    chosen = _CHOSEN.format(kept=kept, rows=source.rows, filters=_filters(slice_))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_KEPT if source.is_kept else _LIVE)
        counts = _COUNTS.format(windows=_windows(horizon))
        cursor.execute(_ALL.format(chosen=chosen, counts=counts, latest=_LATEST), arguments)
        rows = cursor.fetchall()
    spent = [_spent(row[1], *row[-3:], horizon=horizon) for row in rows if row[0] is None]
    return _cohorts([row[:-3] for row in rows if row[0] is not None], spent, horizon)


def _windows(horizon: int) -> str:
    """Each of the windows of one horizon as a column of its own: reports_observation keeps them as one number."""
    column, bits = HABITS[HORIZONS.index(horizon)], (HABIT_SIZE - 1).bit_length()
    return ", ".join(
        f"({column} >> {place * bits}) & {HABIT_SIZE - 1} AS window_{place}" for place in range(HABIT_WINDOWS)
    )


def _filters(slice_: Slice) -> str:
    parts = [_FIRST.format(before="before_same" if slice_.survey_ids else "before_any")]
    if slice_.survey_ids:
        parts.append(_SURVEYS)
    if slice_.channel:
        parts.append(_CHANNEL)
    if slice_.properties:
        parts.append(_PROPERTIES)
    return " ".join(parts)


def _spent(group: str, score: int | None, started_at: datetime, spent: Any, *, horizon: int) -> Spent:
    place = HORIZONS.index(horizon)
    amounts = {
        currency: float(from_minor(money[place], currency))
        for currency, money in (json.loads(spent) if isinstance(spent, str) else spent or {}).items()
        if money[place] > 0
    }
    return Spent(Group(group), score, started_at.timestamp(), amounts)


def _cohorts(counted: list[tuple[Any, ...]], spent: list[Spent], horizon: int) -> Cohorts:
    lives = {group: LifeTable(Counter(), Counter()) for group in Group}
    pasts: dict[Past, dict[Group, Share]] = {}
    months: dict[date, dict[Group, Share]] = {}
    habits: dict[Earlier, dict[Group, Share]] = {}
    for kind, name, bought, still_open, earlier, tenure, failed, month, window, did, n in counted:
        group, counts = Group(name), _COUNTED[_place(kind)]
        if counts == "bought":
            table = lives[group]
            if bought is None:
                table.open[still_open] = n  # type: ignore[index]
            else:
                table.bought[bought] = n  # type: ignore[index]
        elif counts == "earlier":
            _add(pasts.setdefault(Past(earlier, tenure, failed), {}), group, did, n)
        elif counts == "month":
            _add(months.setdefault(month, {}), group, did, n)
        elif window is not None:  # not known of what was kept before habits were
            past, had = Past.of_habit(window)
            if past.is_known:
                _add(habits.setdefault(Earlier(_place(kind) - 3, past), {}), group, had, n)
    return Cohorts(horizon, lives, pasts, months, spent, habits)


def _place(grouping: int) -> int:
    """Which of _COUNTED a line is of: the only bit of GROUPING that is 0."""
    return len(_COUNTED) - ((1 << len(_COUNTED)) - 1 - grouping).bit_length()


def _add(shares: dict[Group, Share], group: Group, did: bool, n: int) -> None:
    have = shares.get(group, Share(0, 0))
    shares[group] = Share(have.did + (n if did else 0), have.n + n)
