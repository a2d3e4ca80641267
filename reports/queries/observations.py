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
# Everything is reckoned from the age of a purchase: days before the start, below 0 after it.
_SUMS = ", ".join(
    f"sum(net) FILTER (WHERE counts AND age < 0 AND age >= -{days}) AS spent_{days}" for days in HORIZONS
)
_SPENT = ", ".join(f"coalesce(spent_{days}, 0)" for days in HORIZONS)


def _past(name: str, age: int) -> str:
    """What one line of a customer says of their past on the day of an age."""
    return (
        f"count(DISTINCT age) FILTER (WHERE counts AND age >= {age} AND age < {age + 365}) AS earlier{name},"
        f" bool_or(NOT counts AND age >= {age} AND age < {age + 60}) AS failed{name}"
    )


def _earlier(name: str) -> str:
    return f"least(sum(earlier{name}), {MOST_EARLIER})"


def _tenure(age: int) -> str:
    steps = " + ".join(f"(max(oldest) >= {age + days})::int" for days in TENURES)
    return f"(CASE WHEN max(oldest) >= {age} THEN 1 + {steps} ELSE 0 END)"


def _failed(name: str) -> str:
    return f"coalesce(bool_or(failed{name}), false)"


def _windows(days: int) -> list[tuple[str, int, int]]:
    """Name, oldest and youngest age of the windows in which a habit is looked for."""
    ends = [HABIT_GAP + days * place for place in range(HABIT_WINDOWS)]
    return [(f"_{days}_{place}", end + days, end) for place, end in enumerate(ends)]


def _habits(days: int) -> str:
    """reports.rules.cohorts.habits_of reads them."""
    parts = [
        f"(((({_earlier(name)})::int * 4 + {_tenure(since)}) * 2 + {_failed(name)}::int) * 2"
        f" + coalesce(bool_or(did{name}), false)::int) * {HABIT_SIZE**place}"
        for place, (name, since, _until) in enumerate(_windows(days))
    ]
    return f"{' + '.join(parts)} AS habit_{days}"


_HABIT_PARTS = ", ".join(
    f"{_past(name, since)}, bool_or(counts AND age >= {until} AND age < {since}) AS did{name}"
    for days in HORIZONS
    for name, since, until in _windows(days)
)
_HABITS = ", ".join(_habits(days) for days in HORIZONS)
# Every start keeps its line where nothing was bought, and is carried along: joining it again later may cost hours
# where the planner expects few. OFFSET 0: or each age would be worked out anew for each thing that asks for it.
SELECT: Final = f"""
WITH {_STARTS}, lines AS (
    SELECT id, {_START}, currency, min(-age) FILTER (WHERE counts AND age < 0) AS next,
        max(age) FILTER (WHERE counts AND age >= 0) AS oldest, {_past("", 0)}, {_SUMS}, {_HABIT_PARTS}
    FROM (
        SELECT s.id, {_OF_S}, p.currency, p.counts, p.net,
            date_part('epoch', s.started_at - p.bought_at) / 86400 AS age
        FROM starts s LEFT JOIN contacts_purchase p ON p.contact_id = s.contact_id
            AND p.organisation_id = %(organisation)s AND p.bought_at < %(until)s
        OFFSET 0
    ) AS aged
    GROUP BY id, {_START}, currency
)
SELECT {_START}, ceil(min(next))::int AS day,
    {_earlier("")}::smallint AS earlier, {_tenure(0)}::smallint AS tenure, {_failed("")} AS failed,
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
