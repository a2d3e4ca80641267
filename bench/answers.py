"""The survey page and one whole answer beside a bare Django view, by turns, on the same server and database.

ANSWERS_ROUNDS=2 in the environment makes a quick run.
"""

import os
from urllib.parse import urlencode

from bench.clients import Rate, Visitor, endless, middle, visits
from bench.servers import Machine
from bench.table import Figure

ROUNDS = int(os.environ.get("ANSWERS_ROUNDS", "7"))
SECONDS = 3
SHARE = 0.6
INVITATIONS = 4_000  # a round; far more than can be answered in it
LOOKED_AT = 500
WARMING = 400
SCORES = (0, 2, 5, 6, 6, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10)
COMMENT = "Muy buena atención, aunque tardó un poco."


def measure(machine: Machine) -> list[Figure]:
    from responses.models import Response

    web = machine.start_web()
    bare = machine.start_bare()
    survey = _survey()
    looked_at = _invitations(survey, LOOKED_AT)
    pages: dict[str, list[Rate]] = {"bare": [], "ours": []}
    answers: dict[str, list[Rate]] = {"bare": [], "ours": []}
    for port, paths in ((machine.bare_port, ["/"]), (machine.port, looked_at)):
        visits(
            port, _look, endless(paths, WARMING), seconds=60, server=web
        )  # what is loaded late is loaded now
    for _ in range(ROUNDS):
        round_of = endless(looked_at, 100_000)
        pages["bare"].append(visits(machine.bare_port, _look, ["/"] * 100_000, seconds=SECONDS, server=bare))
        pages["ours"].append(visits(machine.port, _look, round_of, seconds=SECONDS, server=web))
        links = _invitations(survey, INVITATIONS)
        answers["bare"].append(
            visits(machine.bare_port, _answer, ["/"] * 100_000, seconds=SECONDS, server=bare)
        )
        answers["ours"].append(visits(machine.port, _answer, links, seconds=SECONDS, server=web))
    given = sum(len(rate.milliseconds) for rate in answers["ours"])
    lost = given - Response.objects.count()
    return [
        *_figures("survey page", pages),
        *_figures("one whole answer", answers),
        Figure("answers thanked for and not stored", lost, "", 0),
    ]


def _figures(what: str, rates: dict[str, list[Rate]]) -> list[Figure]:
    pairs = list(zip(rates["ours"], rates["bare"], strict=True))
    return [
        Figure(f"{what}: bare Django", middle(rate.per_second for rate in rates["bare"]), "/s"),
        Figure(f"{what}: ours", middle(rate.per_second for rate in rates["ours"]), "/s"),
        Figure(f"{what}: ours, median", middle(rate.share(0.5) for rate in rates["ours"]), "ms"),
        Figure(f"{what}: ours, 95 %", middle(rate.share(0.95) for rate in rates["ours"]), "ms"),
        Figure(
            f"{what}: web server's processor time, bare", middle(rate.busy for rate in rates["bare"]), "ms"
        ),
        Figure(
            f"{what}: web server's processor time, ours", middle(rate.busy for rate in rates["ours"]), "ms"
        ),
        Figure(
            f"{what}: share by the processor time of all processes",
            100 * middle(bare.busy_everywhere / ours.busy_everywhere for ours, bare in pairs),
            "%",
        ),
        Figure(
            f"{what}: share of bare Django, median of the rounds",
            100 * middle(ours.per_second / bare.per_second for ours, bare in pairs),
            "%",
            100 * SHARE,
            at_least=True,
        ),
    ]


def _look(visitor: Visitor, path: str) -> None:
    visitor.ask(path)


def _answer(visitor: Visitor, path: str) -> None:
    visitor.ask(path)
    score = SCORES[hash(path) % len(SCORES)]
    # `seen` is what the page's script counts: a hand was there.
    body = urlencode({"score": score, "comment": COMMENT, "layout": "page", "seen": "3"})
    visitor.ask(path, body, expect=303)


def _survey() -> object:
    from tests import factories

    organisation = factories.organisation(slug="acme")
    owner = factories.member(organisation, "olga", "owner")
    return factories.survey(organisation, owner=owner)


def _invitations(survey: object, count: int) -> list[str]:
    """Addresses of new invitations."""
    from django.db import connection
    from django.utils import timezone

    from nps_app.lib.tokens import mail_token
    from surveys.models import Invitation
    from tests import factories

    now = timezone.now()
    campaign = factories.campaign(survey)
    contacts = _contacts(survey.organisation, count, now)
    rows = [
        Invitation(
            organisation_id=survey.organisation_id,
            campaign=campaign,
            survey_id=survey.pk,
            version_id=survey.published_id,
            contact_id=contact,
            language="es",
            state="sent",
            token=mail_token(),
            planned_at=now,
            sent_at=now,
            expires_at=now.replace(year=now.year + 1),
        )
        for contact in contacts
    ]
    Invitation.objects.bulk_create(rows, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE surveys_invitation")
    return [f"/s/{row.token}/" for row in rows]


def _contacts(organisation: object, count: int, now: object) -> list[int]:
    from contacts.models import Contact
    from nps_app.lib.tokens import mail_token

    rows = [
        Contact(
            organisation=organisation,
            email=f"{mail_token().lower()}@example.com",
            properties={"branch": "Centro", "plan": "Oro"},
            created_at=now,
            updated_at=now,
        )
        for _ in range(count)
    ]
    return [row.pk for row in Contact.objects.bulk_create(rows, batch_size=2_000)]
