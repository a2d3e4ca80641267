"""The dashboard at 10 thousand, 1 million and 10 million answers of one survey, and what counting costs the writers.

DASHBOARD_SIZES=10000,100000 in the environment makes a quick run.
"""

import multiprocessing
import os
import statistics
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from bench.servers import Machine
from bench.table import Figure

SIZES = tuple(int(size) for size in os.environ.get("DASHBOARD_SIZES", "10000,1000000,10000000").split(","))
DAYS = 730
SOON = 20  # days after which one answer in fifty is followed by another of the same person
VIEWS = 30
PAGE_MILLISECONDS = 150
RATIO = 1.3
INSERT_RATIO = 0.85
WRITERS = 4
SECONDS = 4
ROUNDS = 5
# What a manager looks at; the first is the page as it opens.
PAGES = {
    "": {},
    ", a year": {"period": "365d"},
    ", all time": {"period": "all"},
    ", one channel": {"channel": "email"},
    ", one plan by branch": {"prop_plan": "Oro", "by": "branch"},
}


@dataclass(frozen=True)
class Loaded:
    organisation: Any
    survey: Any
    path: str
    cookie: str
    first_contact: int
    arguments: dict[str, Any]


def measure(machine: Machine) -> list[Figure]:
    from responses.queries.recount import RECOUNTS, wrong_days

    figures: list[Figure] = []
    first_page: dict[str, float] = {}
    for size in SIZES:
        began = time.perf_counter()
        loaded = load(size)
        print(f"  {size:,} answers loaded in {time.perf_counter() - began:.0f} s", flush=True)
        seconds = tally(loaded.organisation)
        figures.append(Figure(f"{size:,} answers: seconds to tally all of it", seconds, "s"))
        if size == SIZES[0]:
            machine.start_web()
        for name, filters in PAGES.items():
            cold, warm = _look(machine, loaded, filters)
            first_page.setdefault(name, warm)
            title = f"{size:,} answers: dashboard{name}"
            figures.append(Figure(f"{title}, first time", cold, "ms", PAGE_MILLISECONDS))
            figures.append(Figure(f"{title}, then", warm, "ms", PAGE_MILLISECONDS))
            if size != SIZES[0]:
                share = warm / first_page[name]
                figures.append(Figure("  against the smallest", share, "times", RATIO))
    for of_whom, known in (("", False), (" of known people", True)):
        plain, tallied = _insert(loaded, known=known)
        figures += [
            Figure(f"answers{of_whom} stored a second, without tallies", plain, "/s"),
            Figure(f"answers{of_whom} stored a second, tallies running", tallied, "/s"),
            Figure("share of the plain rate", 100 * tallied / plain, "%", 100 * INSERT_RATIO, at_least=True),
        ]
    tally(loaded.organisation)
    state = _state(loaded.organisation)
    wrong = sum(len(wrong_days(state, loaded.survey.pk, kind)) for kind in RECOUNTS)
    return [*figures, Figure("days that differ from a recount", wrong, "days", 0)]


def load(size: int) -> Loaded:
    """An organisation with one survey: as many answers, and as many invitations, over two years, made in SQL."""
    from django.db import connection
    from django.utils import timezone

    from accounts.permissions import Role
    from contacts.models import Contact
    from tests import factories

    organisation = factories.organisation(slug=f"size{size}", region="es-CO", time_zone="America/Bogota")
    user = factories.member(organisation, f"olga{size}", Role.OWNER)
    survey = factories.survey(organisation, user)
    contacts = size // 4  # everybody is asked twice a year
    arguments = {
        "organisation": organisation.pk,
        "survey": survey.pk,
        "version": survey.published_id,
        "size": size,
        "contacts": contacts,
        "until": timezone.now() - timedelta(minutes=1),
        "days": DAYS,
        "soon": size * SOON // DAYS,
    }
    for _ in range(-(-size // contacts)):
        factories.campaign(survey, state="done")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no checks of foreign keys, row by row
        for statement in LOAD:
            cursor.execute(statement, arguments)
        cursor.execute("SET session_replication_role = origin")
        for table in ("contacts_contact", "surveys_invitation", "responses_response", "responses_stalerange"):
            cursor.execute(f"VACUUM (ANALYZE) {table}")  # as autovacuum would have done over two years
    signed_in = cookie(user)
    first = Contact.objects.of(organisation).earliest("pk").pk
    return Loaded(organisation, survey, f"/o/{organisation.slug}/dashboard/", signed_in, first, arguments)


def cookie(user: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"session={session.session_key}"


def tally(organisation: Any) -> float:
    from responses.actions.refresh_tallies import refresh_tallies

    began = time.perf_counter()
    while refresh_tallies(organisation=organisation):
        pass
    return time.perf_counter() - began


def _state(organisation: Any) -> Any:
    from responses.models import TallyState

    return TallyState.objects.of(organisation).get()


def _look(machine: Machine, loaded: Loaded, filters: dict[str, str]) -> tuple[float, float]:
    """Milliseconds of the first view and the median of the following ones."""
    times = []
    for _ in range(VIEWS + 1):
        status, seconds = machine.get(f"{loaded.path}?{urlencode(filters)}", loaded.cookie)
        if status != 200:
            raise RuntimeError(f"the dashboard answered {status}")
        times.append(1000 * seconds)
    return times[0], statistics.median(times[1:])


def _insert(loaded: Loaded, *, known: bool) -> tuple[float, float]:
    """Answers a second of four writers: plain, and with triggers and a sweep every ten seconds; by turns.

    Known people answered before, each on another day: sweeping two years for seconds of answers would measure
    the sweep, so there the triggers alone are at work.
    """
    from django.db import connection
    from django.utils import timezone

    rates: dict[bool, list[float]] = {False: [], True: []}
    for turn in range(2 * ROUNDS):
        tallied = bool(turn % 2)
        with connection.cursor() as cursor:
            state = "ENABLE" if tallied else "DISABLE"
            cursor.execute(f"ALTER TABLE responses_response {state} TRIGGER responses_mark_inserted")
            cursor.execute("CHECKPOINT")
        rates[tallied].append(_write(loaded, known=known, sweeping=tallied and not known))
    with connection.cursor() as cursor:  # what the plain turns stored unseen
        cursor.execute(LOAD[-1], loaded.arguments | {"until": timezone.now()})
    return statistics.median(rates[False]), statistics.median(rates[True])


def _write(loaded: Loaded, *, known: bool, sweeping: bool) -> float:
    people = (loaded.first_contact, loaded.arguments["contacts"]) if known else None
    arguments = (loaded.organisation.pk, loaded.survey.pk, loaded.survey.published_id, people)
    with multiprocessing.get_context("spawn").Pool(WRITERS) as pool:
        pool.map(_warm, range(WRITERS))
        running = [pool.apply_async(_store, arguments) for _ in range(WRITERS)]
        time.sleep(SECONDS / 2)
        if sweeping:
            tally(loaded.organisation)
        return sum(count.get() for count in running) / SECONDS


def _warm(_: int) -> None:
    time.sleep(0.3)  # so that every process gets one


def _store(organisation: int, survey: int, version: int, people: tuple[int, int] | None) -> int:
    """Store answers, each durable before the next, until the time is up."""
    import random
    import secrets

    import psycopg2

    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(PREPARE)
    count, until = 0, time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        contact = people[0] + random.randrange(people[1]) if people else None
        cursor.execute(
            "EXECUTE store (%s, %s, %s, %s, %s, %s)",
            (organisation, survey, version, count % 11, secrets.token_hex(8), contact),
        )
        count += 1
    connection.close()
    return count


PREPARE = """
PREPARE store (bigint, bigint, bigint, smallint, text, bigint) AS
INSERT INTO responses_response (organisation_id, survey_id, version_id, score, comment, language, channel, layout,
    properties, token, answered_at, updated_at, is_sample, contact_id)
VALUES ($1, $2, $3, $4, '', 'es', 'link', 'page', '{"branch": "Centro", "plan": "Oro"}', $5, now(), now(), false, $6)
"""
# Spread evenly over the days; ever fewer properties than people, as in a chain of shops.
_AT = "%(until)s::timestamptz - make_interval(secs => (%(size)s - n) * 86400.0 * %(days)s / %(size)s)"
_PROPERTIES = """jsonb_build_object('branch', (ARRAY['Centro','Norte','Sur','Chapinero','Usaquén'])[1 + n * 7 %% 5],
    'plan', (ARRAY['Oro','Plata'])[1 + n %% 2])"""
LOAD = (
    f"""INSERT INTO contacts_contact (organisation_id, email, phone, name, language, time_zone, properties, is_sample,
        created_at, updated_at)
    SELECT %(organisation)s, 'c' || n || '.' || %(organisation)s || '@example.com', '', 'Contacto ' || n, 'es', '',
        {_PROPERTIES}, false, %(until)s, %(until)s
    FROM generate_series(1, %(contacts)s) AS n""",
    f"""INSERT INTO surveys_invitation (organisation_id, campaign_id, survey_id, version_id, contact_id, channel,
        language, token, unsubscribe_token, state, reason, arm, planned_at, sent_at, answered_at, expires_at)
    SELECT %(organisation)s, c.first + n / %(contacts)s, %(survey)s, %(version)s, p.first + n %% %(contacts)s, 'email',
        'es', %(organisation)s || 'i' || n, %(organisation)s || 'u' || n, 'sent', '', '', at, at,
        CASE WHEN n %% 5 < 2 THEN at + interval '1 day' END, at + interval '60 days'
    FROM (SELECT n, {_AT} AS at FROM generate_series(0, %(size)s - 1) AS n) AS numbers,
        (SELECT min(id) AS first FROM surveys_campaign WHERE organisation_id = %(organisation)s) AS c,
        (SELECT min(id) AS first FROM contacts_contact WHERE organisation_id = %(organisation)s) AS p""",
    f"""INSERT INTO responses_response (organisation_id, survey_id, version_id, contact_id, score, comment, language,
        channel, layout, properties, token, answered_at, updated_at, triaged_at, is_sample)
    SELECT %(organisation)s, %(survey)s, %(version)s,
        p.first + (n - CASE WHEN n %% 50 = 0 AND n > %(soon)s THEN %(soon)s ELSE 0 END) %% %(contacts)s,
        (ARRAY[0,2,5,6,6,7,7,8,8,8,9,9,9,9,10,10,10,10,10,10])[1 + (n * 13 + n / 777) %% 20],
        CASE WHEN n %% 4 = 0 THEN 'Muy buena atención, aunque tardó un poco.' ELSE '' END,
        'es', CASE WHEN n %% 3 = 0 THEN 'link' ELSE 'email' END, 'page', {_PROPERTIES},
        %(organisation)s || 'r' || n, at, at, at, false
    FROM (SELECT n, {_AT} AS at FROM generate_series(0, %(size)s - 1) AS n) AS numbers,
        (SELECT min(id) AS first FROM contacts_contact WHERE organisation_id = %(organisation)s) AS p""",
    """INSERT INTO followup_case (organisation_id, response_id, survey_id, contact_id, score, opened_at, due_at,
        outcome)
    SELECT organisation_id, id, survey_id, contact_id, score, answered_at, answered_at + interval '2 days', ''
    FROM responses_response WHERE organisation_id = %(organisation)s AND category = 'detractor'
    ORDER BY answered_at DESC LIMIT 500""",
    """INSERT INTO responses_stalerange (organisation_id, survey_id, kind, from_at, until_at)
    SELECT %(organisation)s, %(survey)s, kind, hour, hour + interval '1 hour'
    FROM generate_series(date_trunc('hour', %(until)s::timestamptz) - make_interval(days => %(days)s), %(until)s,
        interval '1 hour') AS hour, unnest(ARRAY['answers', 'invitations', 'repeats']) AS kind""",
)
