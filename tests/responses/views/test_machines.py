from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.models import LinkHit
from tests import factories

URL = "/o/acme/responses/machines/"


def scan(survey, email):
    invitation = factories.invitation(survey, factories.contact(survey.organisation, email=email))
    for score in range(11):
        LinkHit.objects.create(
            organisation=survey.organisation,
            invitation=invitation,
            at=timezone.now() - timedelta(hours=1),
            method="GET",
            score=score,
        )


def test_who_may_see_it(client_of, client, acme, olga, mark, stan, vera, xena):
    expected = {olga: 200, mark: 200, stan: 200, vera: 200, xena: 404}
    assert {user: client_of(user).get(URL).status_code for user in expected} == expected
    assert client.get(URL).status_code == 302
    assert "No link was opened yet" in client_of(olga).get(URL).content.decode()


def test_it_shows_domains_and_both_scores(client_of, acme, olga):
    survey = factories.survey(acme, owner=olga)
    scan(survey, "ana@bank.example")
    for number in range(12):
        invitation = factories.invitation(survey, factories.contact(acme))
        factories.response(survey, 9, invitation=invitation, at=timezone.now() - timedelta(days=number))
    page = client_of(olga).get(URL).content.decode()
    assert "bank.example" in page
    assert "12 answers; with 95% confidence" in page
    assert "13 answers; with 95% confidence" in page
    assert 'href="/o/acme/responses/machines/"' in client_of(olga).get("/o/acme/responses/").content.decode()


def test_it_asks_the_database_as_often_for_many(client_of, acme, olga):
    survey, client = factories.survey(acme, owner=olga), client_of(olga)
    counts = []
    for rows in (1, 2):
        for number in range(rows):
            scan(survey, f"{rows}{number}@{rows}{number}.example")
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
