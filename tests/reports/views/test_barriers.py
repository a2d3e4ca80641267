"""Why they do not buy: shares with their interval, and ours beside theirs by the same people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.queries.barriers import barriers, same_words
from responses.models import ExtraAnswer
from responses.queries.slice import Slice
from tests import factories

URL = "/o/acme/barriers/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def say(survey, kind, ours=9, **said):
    given = factories.response(survey, ours)
    ExtraAnswer.objects.create(
        organisation=survey.organisation, response=given, kind=kind, answered_at=timezone.now(), **said
    )


def test_forty_of_two_hundred_are_twenty_percent(acme, survey):
    for number in range(200):
        text = ("Almacenaje", "almacenaje.", " ALMACENAJÉ")[number % 3] if number < 40 else f"otra {number}"
        say(survey, "need", text=text)
    found = barriers(Slice(acme))
    first = found.needs[0]
    assert (first.n, first.percent, found.missed) == (40, 20.0, 200)
    assert (round(100 * first.interval.low), round(100 * first.interval.high)) == (15, 26)


def test_the_same_people_rate_both(acme, survey):
    for ours, theirs, people in ((9, 10, 40), (10, 3, 20), (0, 9, 10), (6, 6, 10), (7, 8, 20)):
        for _ in range(people):
            say_rival(survey, ours, theirs)
    found = barriers(Slice(acme))
    assert (found.rated, found.together.ours.shown.score, found.together.theirs.shown.score) == (100, 40, 20)
    assert found.together.whole == (20, -1, 41)
    assert not found.together.difference.proven()
    assert [one.name for one in found.rivals] == ["Bodega Sur"]


def say_rival(survey, ours, theirs):
    say(survey, "rival", ours, text="Bodega Sur", score=theirs)


def test_words_are_the_same_however_they_are_typed():
    assert same_words("  Más  ENVÍOS, ¡ya! ") == same_words("mas envios ya") == "mas envios ya"


def test_page_says_shares_from_ten_answers_on(client_of, acme, survey, vera, xena):
    client = client_of(vera)
    assert "Nobody was asked yet" in client.get(URL).content.decode()
    for _ in range(8):
        say(survey, "barrier", choice="price")
    few = client.get(URL).content.decode()
    assert "Too few" in few
    for _ in range(4):
        say(survey, "barrier", choice="other", text="<b>Opening hours</b>")
    page = client.get(URL).content.decode()
    assert "67%" in page
    assert "&lt;b&gt;Opening hours&lt;/b&gt;" in page
    assert client.get(f"{URL}?period=7d").status_code == 200
    assert client_of(xena).get(URL).status_code == 404


def test_the_number_of_queries_does_not_grow(client_of, acme, survey, vera):
    client = client_of(vera)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    say_rival(survey, 9, 5)
    say(survey, "need", text="a")
    say(survey, "barrier", choice="price")
    one = count()
    for number in range(12):
        say_rival(survey, 9, 5)
        say(survey, "need", text=f"a{number}")
        say(survey, "barrier", choice="stock")
    assert count() == one
