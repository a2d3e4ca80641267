"""The inbox with 10 000 open cases: time at the server and number of queries, for each list of it."""

import statistics
import time
from typing import Any
from urllib.parse import quote

from bench.servers import Machine
from bench.table import Figure

CASES = 10_000
ROUNDS = 15
LIMIT_MS = 200
LISTS = ("mine", "unassigned", "overdue", "waiting", "snoozed", "mentioned", "open", "closed")
SEARCHES = ("contacto 77", "frio", "nobody like this")

LOAD = (
    """INSERT INTO contacts_contact (organisation_id, email, phone, name, language, time_zone, properties, is_sample,
        created_at, updated_at)
    SELECT %(organisation)s, 'c' || n || '@example.com', '', 'Contacto ' || n, 'es', '', '{}', false, now(), now()
    FROM generate_series(1, %(cases)s) AS n""",
    """INSERT INTO responses_response (organisation_id, survey_id, version_id, contact_id, score, comment, language,
        channel, layout, properties, token, answered_at, updated_at, triaged_at, is_sample)
    SELECT %(organisation)s, %(survey)s, %(version)s, id, id %% 7, 'Llegó tarde y frío.', 'es', 'email', 'page', '{}',
        'r' || id, now(), now(), now(), false
    FROM contacts_contact WHERE organisation_id = %(organisation)s""",
    """INSERT INTO followup_case (organisation_id, response_id, survey_id, contact_id, owner_id, score, opened_at,
        due_at, waiting_since, snoozed_until, escalated_at, outcome)
    SELECT organisation_id, id, survey_id, contact_id, CASE WHEN id %% 3 > 0 THEN %(owner)s::bigint END, score,
        answered_at, answered_at + make_interval(mins => (id %% 9000)::int - 2000),
        CASE WHEN id %% 10 = 0 THEN now() END, CASE WHEN id %% 20 = 1 THEN now() + interval '1 day' END,
        CASE WHEN id %% 50 = 2 THEN now() END, ''
    FROM responses_response WHERE organisation_id = %(organisation)s""",
    """INSERT INTO followup_caseevent (organisation_id, case_id, kind, at, text, data)
    SELECT organisation_id, id, 'note', now(), '@Olga?', '{}' FROM followup_case
    WHERE organisation_id = %(organisation)s AND id %% 40 = 0""",
    """INSERT INTO followup_mention (organisation_id, case_id, event_id, user_id)
    SELECT organisation_id, case_id, id, %(owner)s FROM followup_caseevent WHERE organisation_id = %(organisation)s""",
)


def measure(machine: Machine) -> list[Figure]:
    from django.db import connection
    from django.test import Client

    from tests import factories

    organisation = factories.organisation(slug="acme")
    owner = factories.member(organisation, "olga", "owner")
    survey = factories.survey(organisation, owner=owner)
    values = {
        "organisation": organisation.pk,
        "survey": survey.pk,
        "version": survey.published.pk,
        "owner": owner.pk,
        "cases": CASES,
    }
    with connection.cursor() as cursor:
        for statement in LOAD:
            cursor.execute(statement, values)
        cursor.execute("ANALYZE")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(owner)
    figures = []
    for tab in LISTS:
        took, queries = _times(client, f"/o/acme/cases/?tab={tab}")
        figures.append(Figure(f"{tab}: the page, median", took, "ms", LIMIT_MS))
        figures.append(Figure(f"{tab}: its queries", queries, ""))
    for words in SEARCHES:
        took, queries = _times(client, f"/o/acme/cases/?q={quote(words)}")
        figures.append(Figure(f"search for “{words}”, median", took, "ms", LIMIT_MS))
        figures.append(Figure("its queries", queries, ""))
    took, queries = _times(client, "/o/acme/cases/list/?tab=open&selected=1")
    return [*figures, Figure("its refresh, median", took, "ms", LIMIT_MS), Figure("its queries", queries, "")]


def _times(client: Any, url: str) -> tuple[float, int]:
    """Median milliseconds at the server, and the queries of one request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if client.get(url).status_code != 200:  # and what is read once in a process
        raise RuntimeError(f"{url} is not shown")
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(url)
        took.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return statistics.median(took), len(captured)
