"""People who answered more than once: in this window and the one before, or before their last answer."""

import json
from typing import Any

from django.db import connection

from nps_app.lib.clock import Window
from responses.queries.histogram import Counted
from responses.queries.repeats import set_aside
from responses.queries.slice import Slice

Table = list[list[int]]  # rows: earlier answer, columns: later one; detractor, passive, promoter
CATEGORIES = ("detractor", "passive", "promoter")
# More answers than this are not looked at one by one while a page waits. Their interval is a point wide as it is.
MOST_COMPARED = 20_000
# The latest so many answers of a window say how people moved; it takes about a second.
MOST_MOVED = 100_000

_BOTH = """
WITH counted AS (
    SELECT contact_id, category, channel, properties, answered_at >= %(middle)s AS is_after, row_number() OVER (
        PARTITION BY contact_id, answered_at >= %(middle)s ORDER BY answered_at DESC, id DESC) AS place
    FROM responses_response
    WHERE organisation_id = %(organisation)s AND contact_id IS NOT NULL
        AND answered_at >= %(start)s AND answered_at < %(end)s
        AND (%(surveys)s::bigint[] IS NULL OR survey_id = ANY (%(surveys)s))
), chosen AS (
    SELECT * FROM counted WHERE place = 1 AND (%(channel)s = '' OR channel = %(channel)s)
        AND properties @> %(chosen)s::jsonb
)
SELECT earlier.category, later.category, count(*)
FROM chosen AS earlier JOIN chosen AS later USING (contact_id)
WHERE NOT earlier.is_after AND later.is_after GROUP BY 1, 2
"""
_MOVED = """
WITH given AS (
    SELECT id, contact_id, category, channel, properties, answered_at FROM responses_response
    WHERE organisation_id = %(organisation)s AND contact_id IS NOT NULL
        AND (%(start)s::timestamptz IS NULL OR answered_at >= %(start)s AND answered_at < %(end)s)
        AND (%(surveys)s::bigint[] IS NULL OR survey_id = ANY (%(surveys)s))
    ORDER BY answered_at DESC LIMIT %(most)s
), latest AS (
    SELECT DISTINCT ON (contact_id) * FROM given ORDER BY contact_id, answered_at DESC, id DESC
)
SELECT earlier.category, latest.category, count(*)
FROM latest CROSS JOIN LATERAL (
    SELECT category FROM responses_response r
    WHERE r.organisation_id = %(organisation)s AND r.contact_id = latest.contact_id
        AND (r.answered_at, r.id) < (latest.answered_at, latest.id)
        AND (%(surveys)s::bigint[] IS NULL OR r.survey_id = ANY (%(surveys)s))
    ORDER BY r.answered_at DESC, r.id DESC LIMIT 1
) AS earlier
WHERE (%(channel)s = '' OR latest.channel = %(channel)s) AND latest.properties @> %(chosen)s::jsonb
GROUP BY 1, 2
"""


def people_in_both(slice_: Slice, now: Counted, earlier: Counted) -> Table | None:
    """How the people who count in this window and in the one before answered; None where nobody did.

    `now` and `earlier` are what counts in the two. Of very many answers None is said too: taking the windows as
    independent then makes the interval a little too wide, never too narrow.
    """
    answers = sum(now.eleven) + sum(earlier.eleven)
    before = slice_.preceding()
    if before is None or before.window is None or slice_.window is None or answers > MOST_COMPARED:
        return None
    whole = slice_.within(Window(before.window.start, slice_.window.end))
    # Whoever answered on both sides has an answer that only the double window sets aside.
    if sum(set_aside(whole).get("", ())) == now.set_aside + earlier.set_aside:
        return None
    return _table(_BOTH, whole, {"middle": slice_.window.start})


def movements(slice_: Slice) -> Table:
    """From the answer before, whenever it was, to the last one in the window; one movement a person."""
    return _table(_MOVED, slice_, {"most": MOST_MOVED})


def _table(statement: str, slice_: Slice, more: dict[str, Any]) -> Table:
    table = [[0] * 3 for _ in CATEGORIES]
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "organisation": slice_.organisation.pk,
                "start": slice_.window.start if slice_.window else None,
                "end": slice_.window.end if slice_.window else None,
                "surveys": list(slice_.survey_ids) or None,
                "channel": slice_.channel,
                "chosen": json.dumps(dict(slice_.properties)),
                **more,
            },
        )
        for earlier, later, count in cursor.fetchall():
            table[CATEGORIES.index(earlier)][CATEGORIES.index(later)] = count
    return table
