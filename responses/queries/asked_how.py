"""Counted answers by how they were asked for: wording, channel and language."""

import json
from dataclasses import dataclass

from django.db import connection

from responses.maths.score import Counts
from responses.queries.slice import Slice

MOST_LOOKED_AT = 100_000  # the latest answers of the window; the tallies know neither wording nor language

_STATEMENT = """
WITH given AS (
    SELECT id, contact_id, version_id, channel, language, category, properties, answered_at FROM responses_response
    WHERE organisation_id = %(organisation)s
        AND (%(start)s::timestamptz IS NULL OR answered_at >= %(start)s AND answered_at < %(end)s)
        AND (%(surveys)s::bigint[] IS NULL OR survey_id = ANY (%(surveys)s))
    ORDER BY answered_at DESC LIMIT %(most)s
), counted AS (
    SELECT DISTINCT ON (coalesce(contact_id, -id)) * FROM given
    ORDER BY coalesce(contact_id, -id), answered_at DESC, id DESC
)
SELECT version_id, channel, language, count(*) FILTER (WHERE category = 'detractor'),
    count(*) FILTER (WHERE category = 'passive'), count(*) FILTER (WHERE category = 'promoter')
FROM counted WHERE (%(channel)s = '' OR channel = %(channel)s) AND properties @> %(chosen)s::jsonb
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


@dataclass(frozen=True)
class AskedHow:
    version_id: int
    channel: str
    language: str
    counts: Counts


def asked_how(slice_: Slice) -> list[AskedHow]:
    """Of each person the last answer, among the latest answers of the slice."""
    window = slice_.window
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENT,
            {
                "organisation": slice_.organisation.pk,
                "start": window.start if window else None,
                "end": window.end if window else None,
                "surveys": list(slice_.survey_ids) or None,
                "channel": slice_.channel,
                "chosen": json.dumps(dict(slice_.properties)),
                "most": MOST_LOOKED_AT,
            },
        )
        return [
            AskedHow(version, channel, language, Counts(det, pas, pro))
            for version, channel, language, det, pas, pro in cursor.fetchall()
        ]
