"""What they say beside what they buy, at 1 million customers: the rebuilding of observations, and the page.

SAID_CUSTOMERS=100000 in the environment makes a quick run.
"""

import os
import statistics
import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from bench.dashboard import cookie, tally
from bench.servers import Machine
from bench.table import Figure

CUSTOMERS = int(os.environ.get("SAID_CUSTOMERS", "1000000"))
DAYS = 400
VIEWS = 10
PAGE_MILLISECONDS = 500
# As the page opens, and what else the task reads beforehand.
OPENS = {"": {}, ", within 30 days": {"days": "30"}, ", all time, 180 days": {"period": "all", "days": "180"}}
# Read when somebody asks for it, and kept until the next rebuilding.
CHOSEN = {
    ", one branch": {"prop_branch": "Centro"},
    ", one channel, all time": {"channel": "email", "period": "all"},
}


def measure(machine: Machine) -> list[Figure]:
    from django.utils import timezone

    from reports.actions.observe_customers import observe_customers
    from reports.queries.said import warm

    began = time.perf_counter()
    organisation, signed_in = load()
    tally(organisation)
    print(f"  {CUSTOMERS:,} customers loaded in {time.perf_counter() - began:.0f} s", flush=True)
    began = time.perf_counter()
    kept = observe_customers(organisation=organisation, now=timezone.now()) or 0
    rebuilt = time.perf_counter() - began
    _vacuum(["reports_observation"])
    print(f"  {kept:,} observations rebuilt in {rebuilt:.0f} s", flush=True)
    began = time.perf_counter()
    warm(organisation, now=timezone.now())
    figures = [
        Figure(f"{CUSTOMERS:,} customers: observations", kept, ""),
        Figure("rebuilding all of them", rebuilt, "s"),
        Figure("reading the usual pages beforehand", time.perf_counter() - began, "s"),
    ]
    machine.start_web()
    path = f"/o/{organisation.slug}/said-and-bought/"
    machine.get(
        f"/o/{organisation.slug}/silent/", signed_in
    )  # a process that has just started knows no template yet
    for name, query in OPENS.items():
        first, then = _look(machine, path, signed_in, query)
        figures.append(Figure(f"the page{name}, the first time", first, "ms", PAGE_MILLISECONDS))
        figures.append(Figure(f"the page{name}, then", then, "ms", PAGE_MILLISECONDS))
    for name, query in CHOSEN.items():
        first, then = _look(machine, path, signed_in, query)
        figures.append(Figure(f"the page{name}, the first time", first, "ms"))
        figures.append(Figure(f"the page{name}, then", then, "ms", PAGE_MILLISECONDS))
    return figures


def _look(machine: Machine, path: str, signed_in: str, query: dict[str, str]) -> tuple[float, float]:
    times = []
    for _ in range(VIEWS + 1):
        status, seconds = machine.get(f"{path}?{urlencode(query)}", signed_in)
        if status != 200:
            raise RuntimeError(f"the page answered {status}: {machine.supervisor.log_end('web', 30)}")
        times.append(1000 * seconds)
    return times[0], statistics.median(times[1:])


def load() -> tuple[Any, str]:
    """An organisation of so many customers: seven in ten were asked, a third of these answered."""
    from django.db import connection
    from django.utils import timezone

    from accounts.permissions import Role
    from tests import factories

    organisation = factories.organisation(slug="said", region="es-CO", time_zone="America/Bogota")
    user = factories.member(organisation, "olga", Role.OWNER)
    survey = factories.survey(organisation, user)
    campaign = factories.campaign(survey, state="done")
    arguments = {
        "organisation": organisation.pk,
        "survey": survey.pk,
        "version": survey.published_id,
        "campaign": campaign.pk,
        "customers": CUSTOMERS,
        "days": DAYS,
        "until": timezone.now() - timedelta(minutes=1),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no checks of foreign keys, row by row
        for statement in LOAD:
            cursor.execute(statement, arguments)
        cursor.execute("SET session_replication_role = origin")
    _vacuum(["contacts_contact", "surveys_invitation", "responses_response", "contacts_purchase"])
    return organisation, cookie(user)


def _vacuum(tables: list[str]) -> None:
    """As autovacuum would have done."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM (ANALYZE) {table}")


_PROPERTIES = (
    "jsonb_build_object('branch', (ARRAY['Centro','Norte','Sur','Chapinero','Usaquén'])[1 + n * 7 %% 5])"
)
_AT = (
    "%(until)s::timestamptz"
    " - make_interval(secs => (n * 7919::bigint %% %(customers)s) * 86400.0 * %(days)s / %(customers)s)"
)
_FIRST = "(SELECT min(id) FROM contacts_contact WHERE organisation_id = %(organisation)s)"
LOAD = (
    f"""INSERT INTO contacts_contact (organisation_id, email, phone, name, language, time_zone, properties, is_sample,
        created_at, updated_at)
    SELECT %(organisation)s, 'c' || n || '@example.com', '', 'Contacto ' || n, 'es', '', {_PROPERTIES}, false,
        %(until)s::timestamptz - interval '3 years', %(until)s
    FROM generate_series(1, %(customers)s) AS n""",
    f"""INSERT INTO surveys_invitation (organisation_id, campaign_id, survey_id, version_id, contact_id, channel,
        language, token, unsubscribe_token, state, reason, arm, planned_at, sent_at, answered_at, expires_at)
    SELECT %(organisation)s, %(campaign)s, %(survey)s, %(version)s, {_FIRST} + n, 'email', 'es', 'i' || n, 'u' || n,
        'sent', '', '', at, at, CASE WHEN n %% 3 = 0 THEN at + interval '6 hours' END, at + interval '60 days'
    FROM (SELECT n, {_AT} AS at FROM generate_series(0, %(customers)s - 1) AS n WHERE n %% 10 < 7) AS numbers""",
    f"""INSERT INTO responses_response (organisation_id, survey_id, version_id, contact_id, score, comment, language,
        channel, layout, properties, token, answered_at, updated_at, triaged_at, is_sample)
    SELECT %(organisation)s, %(survey)s, %(version)s, {_FIRST} + n,
        (ARRAY[0,2,5,6,6,7,7,8,8,8,9,9,9,9,10,10,10,10,10,10])[1 + (n * 13 + n / 777) %% 20], '', 'es', 'email', 'page',
        {_PROPERTIES}, 'r' || n, at + interval '6 hours', at, at, false
    FROM (SELECT n, {_AT} AS at FROM generate_series(0, %(customers)s - 1) AS n
        WHERE n %% 10 < 7 AND n %% 3 = 0) AS numbers""",
    f"""INSERT INTO contacts_purchase (organisation_id, external_id, contact_id, bought_at, amount, currency, state,
        source, received_at, updated_at)
    SELECT %(organisation)s, 'o' || n || '.' || turn, {_FIRST} + n,
        %(until)s::timestamptz - make_interval(secs => 86400.0 * 3 * ((n * 104729::bigint + turn * 7907) %% 365)),
        1000 + (n * 31 + turn * 17) %% 90000, 'COP', 'sale', 'file', %(until)s, %(until)s
    FROM generate_series(0, %(customers)s - 1) AS n, generate_series(1, 3) AS turn
    WHERE (n + turn) %% 7 > 0""",
)
