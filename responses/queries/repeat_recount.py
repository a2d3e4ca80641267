"""What the tallies of repeated answers have to be, counted from the answers themselves.

Each identified answer of the days asked for looks at the answer of the same person just before and just after it:
among all surveys, and where that is one of another survey, among those of its own.
"""

from responses.models.repeat_tally import REACHES

BUCKETS = f"ARRAY[{', '.join(map(str, REACHES))}]"


def _beside(order: str, columns: str, *, same_survey: bool = False) -> str:
    """The one answer beside `mine`, later or earlier."""
    sign, direction = (">", "ASC") if order == "later" else ("<", "DESC")
    condition = "AND n.survey_id = %(survey)s AND nearest.survey_id <> %(survey)s" if same_survey else ""
    return (
        f"SELECT {columns} FROM responses_response n WHERE n.organisation_id = %(organisation)s"  # noqa: S608
        f" AND n.contact_id = mine.contact_id AND (n.answered_at, n.id) {sign} (mine.answered_at, mine.id) {condition}"
        f" ORDER BY n.answered_at {direction}, n.id {direction} LIMIT 1"
    )


_MINE = """
mine AS MATERIALIZED (
    SELECT days.day, r.id, r.contact_id, r.answered_at, r.score, r.channel, r.properties
    FROM days JOIN responses_response r ON r.organisation_id = %(organisation)s AND r.survey_id = %(survey)s
        AND r.answered_at >= days.starts AND r.answered_at < days.ends
    WHERE r.contact_id IS NOT NULL
)"""
_LATER, _EARLIER = (
    "n.survey_id, n.answered_at",
    "n.survey_id, n.answered_at, n.score, n.channel, n.properties",
)
_PAIRS = f"""
pairs AS (
    SELECT mine.day, pair.across, true AS is_followed, mine.score, mine.channel, mine.properties,
        (pair.answered_at AT TIME ZONE %(zone)s)::date - mine.day AS gap
    FROM mine CROSS JOIN LATERAL ({_beside("later", _LATER)}) AS nearest
    LEFT JOIN LATERAL ({_beside("later", "n.answered_at", same_survey=True)}) AS same ON true
    CROSS JOIN LATERAL (VALUES (true, nearest.answered_at), (false,
        CASE WHEN nearest.survey_id = %(survey)s THEN nearest.answered_at ELSE same.answered_at END)
    ) AS pair (across, answered_at)
    WHERE pair.answered_at IS NOT NULL
    UNION ALL
    SELECT mine.day, pair.across, false, pair.score, pair.channel, pair.properties,
        mine.day - (pair.answered_at AT TIME ZONE %(zone)s)::date
    FROM mine CROSS JOIN LATERAL ({_beside("earlier", _EARLIER)}) AS nearest
    LEFT JOIN LATERAL ({_beside("earlier", _EARLIER, same_survey=True)}) AS same ON true
    CROSS JOIN LATERAL (
        SELECT true AS across, nearest.*
        UNION ALL SELECT false, nearest.* WHERE nearest.survey_id = %(survey)s
        UNION ALL SELECT false, same.* WHERE same.survey_id IS NOT NULL
    ) AS pair
)"""  # noqa: S608 - our own words


def _eleven(condition: str) -> str:
    sums = (f"coalesce(sum(n) FILTER (WHERE score = {score} AND {condition}), 0)" for score in range(11))
    return f"ARRAY[{', '.join(sums)}]::integer[]"


def repeats_select(days: str, groupings: str, segment: str) -> str:
    """The statement; the three pieces are those that the other recounts are made of."""
    return f"""
WITH {days}, {_MINE}, {_PAIRS}
SELECT %(organisation)s::bigint AS organisation_id, %(survey)s::bigint AS survey_id, day, across, reach, channel,
    grouping, segment, {_eleven("is_followed")} AS followed, {_eleven("NOT is_followed")} AS replaced
FROM (
    SELECT day, across, reach, channel, grouping, score, is_followed, n, {segment}
    FROM (
        SELECT day, across, width_bucket(gap, {BUCKETS})::smallint AS reach, channel, properties, score, is_followed,
            count(*) AS n
        FROM pairs GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) AS given JOIN {groupings}
) AS parts
GROUP BY day, across, reach, channel, grouping, segment
"""  # noqa: S608 - our own words; what comes from outside is a parameter
