"""Each customer from a moment on: when they bought next, what they spent, and what their past was. As SQL.

The clock starts with an answer; with an unanswered invitation; and for who was not asked until then, on a day drawn by
their number from the days on which others answered or were asked. Nothing that happens later decides who is in which
group, or the groups would differ for that alone. A purchase that led to the question does not count: the clock starts
no sooner than that purchase.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Max

from accounts.models import Organisation
from contacts.models import Contact, Purchase
from reports.models import Observed
from reports.rules.cohorts import (
    HABIT_GAP,
    HABIT_SIZE,
    HABIT_WINDOWS,
    HORIZONS,
    LONGEST,
    MOST_EARLIER,
    TENURES,
)

# From so many customers on, they are kept as observations by a task, and not read anew for each page.
LARGE: Final = 20_000
# A shop that tells us of purchases told us of all of them until its last word, if that was so recent.
FRESH: Final = timedelta(days=7)
_START = "contact_id, response_id, survey_id, channel, grp, score, started_at, before_any, before_same"
_OF_S = ", ".join(f"s.{name}" for name in _START.split(", "))
HABITS: Final = tuple(f"habit_{days}" for days in HORIZONS)
COLUMNS: Final = f"{_START}, day, earlier, tenure, failed, spent, {', '.join(HABITS)}"
_EVENT = (
    "LEFT JOIN surveys_eventask a ON a.invitation_id = {invitation} AND a.organisation_id = %(organisation)s"
    " LEFT JOIN contacts_customerevent e ON e.id = a.event_id"
)
_STARTS = f"""
asked AS MATERIALIZED (
    SELECT r.contact_id, r.id AS response_id, r.survey_id, r.channel, r.category::text AS grp, r.score,
        r.answered_at AS began_at, greatest(r.answered_at, e.occurred_at) AS started_at
    FROM responses_response r {_EVENT.format(invitation="r.invitation_id")}
    WHERE r.organisation_id = %(organisation)s AND r.contact_id IS NOT NULL AND r.answered_at < %(until)s
    UNION ALL
    SELECT i.contact_id, NULL, i.survey_id, i.channel, 'silent', NULL,
        i.sent_at, greatest(i.sent_at, e.occurred_at)
    FROM surveys_invitation i {_EVENT.format(invitation="i.id")}
    WHERE i.organisation_id = %(organisation)s AND i.contact_id IS NOT NULL AND i.answered_at IS NULL
        AND i.state IN ('sent', 'uncertain') AND i.sent_at < %(until)s
), first_asked AS (
    SELECT contact_id, min(at) AS at FROM (
        SELECT contact_id, began_at AS at FROM asked
        UNION ALL
        SELECT contact_id, sent_at FROM surveys_invitation
        WHERE organisation_id = %(organisation)s AND answered_at IS NOT NULL AND sent_at IS NOT NULL
    ) AS touches GROUP BY contact_id
), moments AS (
    SELECT percentile_disc(ARRAY(SELECT (2 * place - 1) / 400.0 FROM generate_series(1, 200) AS place))
        WITHIN GROUP (ORDER BY began_at) AS days
    FROM asked
), starts AS MATERIALIZED (
    SELECT row_number() OVER () AS id, * FROM (
        SELECT contact_id, response_id, survey_id, channel, grp, score, started_at,
            lag(began_at) OVER (PARTITION BY contact_id, grp = 'silent' ORDER BY began_at, response_id) AS before_any,
            lag(began_at) OVER (PARTITION BY contact_id, grp = 'silent', survey_id ORDER BY began_at, response_id)
                AS before_same
        FROM asked
        UNION ALL
        SELECT c.id, NULL, NULL, '', 'never', NULL, drawn.at, NULL, NULL
        FROM contacts_contact c
        CROSS JOIN moments
        CROSS JOIN LATERAL (SELECT days[1 + (hashint8(c.id) & 2147483647) %% 200] AS at) AS drawn
        LEFT JOIN first_asked f ON f.contact_id = c.id
        WHERE c.organisation_id = %(organisation)s AND (f.at IS NULL OR f.at > drawn.at)
            AND (c.created_at <= drawn.at OR EXISTS (
                SELECT FROM contacts_purchase p WHERE p.organisation_id = %(organisation)s
                    AND p.contact_id = c.id AND p.counts AND p.bought_at <= drawn.at
            ))
    ) AS found
    WHERE started_at < %(until)s AND (%(start)s::timestamptz IS NULL OR started_at >= %(start)s)
        AND (%(end)s::timestamptz IS NULL OR started_at < %(end)s)
)"""  # noqa: S608 - our own words; what comes from outside is a parameter
_SUMS = ", ".join(
    f"sum(p.net) FILTER (WHERE p.counts AND p.bought_at > s.started_at"
    f" AND p.bought_at <= s.started_at + interval '{days} days') AS spent_{days}"
    for days in HORIZONS
)
_SPENT = ", ".join(f"coalesce(spent_{days}, 0)" for days in HORIZONS)


def _earlier(before: str) -> str:
    return (
        f"count(DISTINCT p.bought_at) FILTER (WHERE p.counts AND p.bought_at <= {before}"
        f" AND p.bought_at > {before} - interval '365 days')"
    )


def _failed(before: str) -> str:
    return (
        f"bool_or(NOT p.counts AND p.bought_at <= {before} AND p.bought_at > {before} - interval '60 days')"
    )


def _tenure(before: str) -> str:
    steps = " + ".join(f"({before} - min(first_at) >= interval '{days} days')::int" for days in TENURES)
    return f"(CASE WHEN min(first_at) <= {before} THEN 1 + {steps} ELSE 0 END)"


def _window(days: int, place: int) -> tuple[str, str]:
    """From when until when: one of the windows in which a habit is looked for."""
    since, until = (HABIT_GAP + days * (place + 1), HABIT_GAP + days * place)
    return f"(s.started_at - interval '{since} days')", f"(s.started_at - interval '{until} days')"


_WINDOWS: Final = [
    (f"{days}_{place}", *_window(days, place)) for days in HORIZONS for place in range(HABIT_WINDOWS)
]
_HABIT_PARTS = "".join(
    f", {_earlier(since)} AS earlier_{name}, {_failed(since)} AS failed_{name},"
    f" bool_or(p.counts AND p.bought_at > {since} AND p.bought_at <= {until}) AS did_{name}"
    for name, since, until in _WINDOWS
)


def _habit(name: str, since: str) -> str:
    """Past.with_habit of reports/rules/cohorts.py."""
    return (
        f"(((least(sum(earlier_{name}), {MOST_EARLIER})::int * 4 + {_tenure(since)}) * 2"
        f" + coalesce(bool_or(failed_{name}), false)::int) * 2 + coalesce(bool_or(did_{name}), false)::int)"
    )


def _habits(days: int) -> str:
    parts = [
        f"{_habit(f'{days}_{place}', _window(days, place)[0].replace('s.', ''))} * {HABIT_SIZE**place}"
        for place in range(HABIT_WINDOWS)
    ]
    return f"{' + '.join(parts)} AS habit_{days}"


_HABITS = ", ".join(_habits(days) for days in HORIZONS)
# Every start keeps its line where nothing was bought, and is carried along: joining it again later may cost hours
# where the planner expects few.
SELECT: Final = f"""
WITH {_STARTS}, lines AS (
    SELECT s.id, {_OF_S}, p.currency,
        min(p.bought_at) FILTER (WHERE p.counts AND p.bought_at > s.started_at) AS next_at,
        {_earlier("s.started_at")} AS earlier, {_failed("s.started_at")} AS failed,
        min(p.bought_at) FILTER (WHERE p.counts AND p.bought_at <= s.started_at) AS first_at,
        {_SUMS}{_HABIT_PARTS}
    FROM starts s LEFT JOIN contacts_purchase p ON p.contact_id = s.contact_id
        AND p.organisation_id = %(organisation)s AND p.bought_at < %(until)s
    GROUP BY s.id, {_OF_S}, p.currency
)
SELECT {_START},
    ceil(date_part('epoch', min(next_at) - started_at) / 86400)::int AS day,
    least(sum(earlier), {MOST_EARLIER})::smallint AS earlier,
    {_tenure("started_at")}::smallint AS tenure,
    coalesce(bool_or(failed), false) AS failed,
    jsonb_object_agg(currency, jsonb_build_array({_SPENT})) FILTER (WHERE spent_{LONGEST} > 0) AS spent,
    {_HABITS}
FROM lines GROUP BY id, {_START}
"""  # noqa: S608 - our own words; what comes from outside is a parameter


@dataclass(frozen=True)
class Source:
    """Where the rows are: a table, or the statement itself. None in `until`: no purchase is known."""

    rows: str
    until: datetime | None
    is_kept: bool = False
    arguments: dict[str, Any] = field(default_factory=dict)


def source(
    organisation: Organisation, *, now: datetime, start: datetime | None = None, end: datetime | None = None
) -> Source:
    """The observations of an organisation: kept ones where there are, else read live for a window of starts."""
    kept = (
        Observed.objects.of(organisation).filter(until__isnull=False).values_list("until", flat=True).first()
    )
    if kept is not None:
        rows = f"(SELECT {COLUMNS} FROM reports_observation WHERE organisation_id = %(organisation)s)"  # noqa: S608
        return Source(rows, kept, True, {"organisation": organisation.pk, "until": kept})
    until = known_until(organisation, now=now)
    arguments = {"organisation": organisation.pk, "until": until, "start": start, "end": end}
    return Source(f"({SELECT})", until, arguments=arguments)


def known_until(organisation: Organisation, *, now: datetime) -> datetime | None:
    """Up to when purchases are known: now, or the last time that anybody told us of any; None: never."""
    told = Purchase.objects.of(organisation).aggregate(last=Max("received_at"))["last"]
    if told is None:
        return None
    return now if told > now - FRESH else told


def is_large(organisation: Organisation) -> bool:
    """Whether the customers are too many to be read anew for each page."""
    return Contact.objects.of(organisation).order_by()[LARGE : LARGE + 1].exists()
