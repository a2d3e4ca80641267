"""What the tallies of given days have to be, counted from the answers and invitations themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from accounts.models import Organisation
from nps_app.lib.clock import day_start, local_day
from responses.models import StaleRange, TallyState
from responses.queries.repeat_recount import repeats_select

CHUNK = 31  # days looked at in one statement
_DAYS = """
days AS (
    SELECT * FROM unnest(%(days)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[])
        AS days (day, starts, ends)
)"""
_ELEVEN = ", ".join(f"coalesce(sum(n) FILTER (WHERE score = {score}), 0)" for score in range(11))
_GROUPINGS = """
(
    SELECT grouping, ARRAY(SELECT jsonb_array_elements_text(grouping::jsonb)) AS names
    FROM unnest(%(groupings)s::text[]) AS grouping
) AS groupings ON given.properties ?& groupings.names
"""
_SEGMENT = """
(SELECT coalesce(jsonb_object_agg(name, properties -> name), '{}') FROM unnest(names) AS name) AS segment
"""
_ANSWERS = f"""
SELECT %(organisation)s::bigint AS organisation_id, %(survey)s::bigint AS survey_id, day, channel, grouping, segment,
    ARRAY[{_ELEVEN}]::integer[] AS eleven
FROM (
    SELECT day, channel, grouping, score, n, {_SEGMENT}
    FROM (
        SELECT days.day, r.channel, r.properties, r.score, count(*) AS n
        FROM days JOIN responses_response r ON r.organisation_id = %(organisation)s AND r.survey_id = %(survey)s
            AND r.answered_at >= days.starts AND r.answered_at < days.ends
        GROUP BY days.day, r.channel, r.properties, r.score
    ) AS given JOIN {_GROUPINGS}
) AS parts
GROUP BY day, channel, grouping, segment
"""  # noqa: S608 - our own words; what comes from outside is a parameter
_INVITATIONS = f"""
SELECT %(organisation)s::bigint AS organisation_id, %(survey)s::bigint AS survey_id, day, grouping, segment,
    sum(invited)::integer AS invited, sum(answered)::integer AS answered
FROM (
    SELECT day, grouping, invited, answered, {_SEGMENT}
    FROM (
        SELECT days.day, coalesce(c.properties, '{{}}') AS properties,
            count(*) AS invited, count(i.answered_at) AS answered
        FROM days JOIN surveys_invitation i ON i.organisation_id = %(organisation)s AND i.survey_id = %(survey)s
            AND i.sent_at >= days.starts AND i.sent_at < days.ends
        LEFT JOIN contacts_contact c ON c.id = i.contact_id
        GROUP BY 1, 2
    ) AS given JOIN {_GROUPINGS}
) AS parts
GROUP BY day, grouping, segment
"""  # noqa: S608


@dataclass(frozen=True)
class Recount:
    """Where the tallies of a kind are kept, and the statement that counts them anew."""

    table: str
    columns: str
    select: str


RECOUNTS = {
    StaleRange.Kind.ANSWERS: Recount(
        "responses_tally",
        "organisation_id, survey_id, day, channel, grouping, segment, eleven",
        f"WITH {_DAYS}{_ANSWERS}",
    ),
    StaleRange.Kind.INVITATIONS: Recount(
        "responses_invitationtally",
        "organisation_id, survey_id, day, grouping, segment, invited, answered",
        f"WITH {_DAYS}{_INVITATIONS}",
    ),
    StaleRange.Kind.REPEATS: Recount(
        "responses_repeattally",
        "organisation_id, survey_id, day, across, reach, channel, grouping, segment, followed, replaced",
        repeats_select(_DAYS, _GROUPINGS, _SEGMENT),
    ),
}


def arguments_of(state: TallyState, survey_id: int, days: Sequence[date]) -> dict[str, Any]:
    """What the statements above want to know."""
    zone = ZoneInfo(state.time_zone)
    return {
        "organisation": state.organisation_id,
        "survey": survey_id,
        "groupings": state.groupings,
        "zone": state.time_zone,
        "days": list(days),
        "starts": [day_start(day, zone).astimezone(UTC) for day in days],
        "ends": [day_start(day + timedelta(days=1), zone).astimezone(UTC) for day in days],
    }


def wrong_days(state: TallyState, survey_id: int, kind: str) -> list[date]:
    """The days whose tallies are not what a recount gives. Days that wait for the sweep are left out."""
    wrong: list[date] = []
    days = _days(state, survey_id, kind)
    for place in range(0, len(days), CHUNK):
        wrong += _wrong(state, survey_id, kind, days[place : place + CHUNK])
    return sorted(wrong)


def surveys_with_days(organisation: Organisation) -> list[int]:
    """Every survey that has something to count, or that tallies speak of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM surveys_survey WHERE organisation_id = %(of)s"
            " UNION SELECT survey_id FROM responses_tally WHERE organisation_id = %(of)s"
            " UNION SELECT survey_id FROM responses_invitationtally WHERE organisation_id = %(of)s"
            " UNION SELECT survey_id FROM responses_repeattally WHERE organisation_id = %(of)s ORDER BY 1",
            {"of": organisation.pk},
        )
        return [survey_id for (survey_id,) in cursor.fetchall()]


def _days(state: TallyState, survey_id: int, kind: str) -> list[date]:
    """Every local day from the first to the last, of what is counted and of the tallies."""
    moment, source = {
        StaleRange.Kind.ANSWERS: ("answered_at", "responses_response"),
        StaleRange.Kind.INVITATIONS: ("sent_at", "surveys_invitation"),
        StaleRange.Kind.REPEATS: ("answered_at", "responses_response"),
    }[StaleRange.Kind(kind)]
    place = "WHERE organisation_id = %s AND survey_id = %s"
    arguments = [state.organisation_id, survey_id]
    tallies = RECOUNTS[StaleRange.Kind(kind)].table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min({moment}), max({moment}) FROM {source} {place}", arguments)  # noqa: S608
        moments = cursor.fetchone()
        cursor.execute(f"SELECT min(day), max(day) FROM {tallies} {place}", arguments)  # noqa: S608
        ends = [day for day in cursor.fetchone() if day]
    ends += [local_day(at, ZoneInfo(state.time_zone)) for at in moments if at]
    if not ends:
        return []
    return [min(ends) + timedelta(days=number) for number in range((max(ends) - min(ends)).days + 1)]


def _wrong(state: TallyState, survey_id: int, kind: str, days: Sequence[date]) -> list[date]:
    recount = RECOUNTS[StaleRange.Kind(kind)]
    stored = (
        f"SELECT {recount.columns} FROM {recount.table} WHERE organisation_id = %(organisation)s"  # noqa: S608
        f" AND survey_id = %(survey)s AND day = ANY (%(days)s) AND grouping = ANY (%(groupings)s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH expected AS ({recount.select}), stored AS ({stored}),"  # noqa: S608
            f" differing AS (SELECT {recount.columns} FROM expected EXCEPT ALL SELECT {recount.columns} FROM stored),"
            f" surplus AS (SELECT {recount.columns} FROM stored EXCEPT ALL SELECT {recount.columns} FROM expected)"
            " SELECT DISTINCT day FROM (SELECT day FROM differing UNION SELECT day FROM surplus) AS wrong"
            " WHERE NOT EXISTS (SELECT FROM responses_stalerange s WHERE s.organisation_id = %(organisation)s"
            " AND s.survey_id = %(survey)s AND s.kind = %(kind)s"
            " AND (s.from_at - interval '1 hour') AT TIME ZONE %(zone)s < wrong.day + 1"
            " AND (s.until_at + interval '1 hour') AT TIME ZONE %(zone)s >= wrong.day)",
            {**arguments_of(state, survey_id, days), "kind": str(kind)},
        )
        return [day for (day,) in cursor.fetchall()]
