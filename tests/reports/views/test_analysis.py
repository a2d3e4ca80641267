"""The pages behind the dashboard: trend, groups, who changed, how we asked."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from nps_app.lib.tokens import mail_token
from reports.queries import compared, movement
from reports.queries.report_pages import PAGES
from responses.models import Response
from surveys.models import SurveyVersion
from tests import factories

NOW = timezone.now()
NAMES = ("trend", "segments", "movement", "compared")


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def give(survey, scores, *, days=1, **fields):
    Response.objects.bulk_create(
        Response(
            organisation=survey.organisation,
            survey=survey,
            version=fields.get("version") or survey.published,
            score=score,
            token=mail_token(),
            answered_at=NOW - timedelta(days=days),
            updated_at=NOW,
            **{"language": "es", "channel": "email", **{k: v for k, v in fields.items() if k != "version"}},
        )
        for score in scores
    )


def words(client, organisation, name, language="en", **filters):
    client.cookies["django_language"] = language
    answer = client.get(reverse(f"reports:{name}", kwargs={"org": organisation.slug}), filters)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.mark.parametrize("name", NAMES)
def test_without_answers_says_what_comes(acme, olga, client_of, name):
    empty = {
        "trend": "No answers yet",
        "segments": "Nothing to compare yet",
        "movement": "Nobody has answered twice yet",
        "compared": "Everybody was asked alike",
    }
    assert empty[name] in words(client_of(olga), acme, name)


@pytest.mark.parametrize("name", [*NAMES, "milestones"])
def test_who_may_look(acme, vera, stan, xena, client_of, survey, name):
    give(survey, [10] * 12, properties={"branch": "Centro"})
    address = reverse(f"reports:{name}", kwargs={"org": acme.slug})
    for person in (vera, stan):
        assert client_of(person).get(address).status_code == 200
    assert client_of(xena).get(address).status_code == 404
    assert "/accounts/login/" in Client().get(address)["Location"]


@pytest.mark.parametrize("name", [*NAMES, "dashboard"])
def test_three_groups_ask_as_many_queries_as_two(acme, olga, client_of, survey, name):
    client, address = client_of(olga), reverse(f"reports:{name}", kwargs={"org": acme.slug})
    for branch in ("Centro", "Norte"):
        give(survey, [10] * 12 + [3] * 5, properties={"branch": branch})
        give(survey, [9] * 12, days=100, properties={"branch": branch})
    client.get(address)
    with CaptureQueriesContext(connection) as two:
        client.get(address)
    give(survey, [7] * 20, properties={"branch": "Sur"}, channel="link", language="en")
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(two)


def test_each_page_is_a_report_that_can_be_saved(acme, survey):
    person = factories.contact(acme)
    for branch, scores in (("Centro", [10] * 20), ("Norte", [3] * 20)):
        give(survey, scores, properties={"branch": branch})
        give(survey, scores, days=120, properties={"branch": branch})
    give(survey, [1], days=9, contact=person)
    give(survey, [10], channel="link", contact=person)
    for name in NAMES:
        with translation.override("en"):
            report = PAGES[name].make(acme, QueryDict("period=90d"), NOW)
        assert report.headline == "NPS +2, 41 answers"
        assert report.tables[0].rows, name
        assert all(len(row) == len(table.columns) for table in report.tables for row in table.rows), name


def test_simpson_in_words(acme, olga, client_of, survey):
    """Web 80 to 87 and shop 20 to 25 get better, the whole falls from 50 to 34."""
    for days, web, shop in ((40, (10, 20, 170), (60, 40, 100)), (1, (3, 7, 90), (165, 120, 315))):
        for branch, counts in (("web", web), ("shop", shop)):
            scores = [score for score, count in zip((3, 8, 10), counts, strict=True) for _ in range(count)]
            give(survey, scores, days=days, properties={"branch": branch})
    said = words(client_of(olga), acme, "segments", period="30d")
    assert (
        "From +50 to +34, −16 points: −22 because other groups answered more or less than before, +6 because groups"
        " answered differently. Every group got better, and yet the score fell: more of the answers now come from"
        " groups that score lower." in said
    )
    assert "2 groups differ from the rest." in said
    assert "Benjamini and Hochberg, 10%" in said
    assert "Proven lower" in said
    spanish = words(client_of(olga), acme, "segments", "es", period="30d")
    assert "Todos los grupos mejoraron y aun así la puntuación bajó" in spanish


def test_small_groups_are_counted_and_not_ranked(acme, olga, client_of, survey):
    give(survey, [10] * 20 + [3] * 20, properties={"branch": "Centro"})
    give(survey, [10] * 12, properties={"branch": "Norte"})
    give(survey, [0] * 3, properties={"branch": "Quiosco"})
    give(survey, [0] * 2)
    said = words(client_of(olga), acme, "segments")
    assert "Quiosco 3 – – – Too few answers" in said
    assert "2 answers say nothing about this and are left out." in said


def test_movement_of_ten_people(acme, olga, client_of, survey):
    for earlier, later in [
        (2, 9),
        (3, 7),
        (5, 4),
        (7, 10),
        (8, 8),
        (7, 3),
        (9, 10),
        (10, 9),
        (9, 8),
        (10, 1),
    ]:
        person = factories.contact(acme)
        give(survey, [earlier], days=200, contact=person)
        give(survey, [later], contact=person)
    said = words(client_of(olga), acme, "movement")
    assert "3 moved up, 3 moved down, 4 stayed what they were." in said
    assert (
        "Detractors 1 1 better 1 better 3 Passives 1 worse 1 1 better 3 Promoters 1 worse 1 worse 2 4" in said
    )
    assert "the score went from +10 to +10: 0 points. Not proven" in said
    assert "Of 3 detractors, 2 no longer are." in said
    assert "61 of 100 detractors stop being detractors" in said
    assert "De 3 detractores, 2 ya no lo son." in words(client_of(olga), acme, "movement", "es")


def test_how_we_asked(acme, olga, client_of, survey):
    texts = {
        code: {**text, "question": f"{text['question']} ?"} for code, text in survey.published.texts.items()
    }
    other = SurveyVersion.objects.create(
        organisation=acme,
        survey=survey,
        number=2,
        brand="Acme",
        default_language="en",
        texts=texts,
        color=survey.color,
        published_at=NOW,
    )
    give(survey, [10] * 40 + [3] * 10)
    give(survey, [3] * 40 + [10] * 10, version=other, channel="link", language="en")
    twice = factories.contact(acme)
    give(survey, [0], days=3, contact=twice)
    give(survey, [10], contact=twice)
    said = words(client_of(olga), acme, "compared")
    assert "How likely are you to recommend Acme? ? 50 −60" in said
    assert "¿Qué tan probable es que recomiendes Acme? 51 +60" in said
    assert "E-mail 51 +60" in said
    assert "Spanish 51 +60" in said
    assert said.count("Proven higher") == 3
    assert "Español 51 +60" in words(client_of(olga), acme, "compared", "es")


def test_trend_with_its_marks(acme, olga, client_of, survey):
    for days in range(1, 200, 4):
        give(survey, [10, 10, 9, 3], days=days)
    factories.milestone(acme, day=(NOW - timedelta(days=60)).date(), words="New website <b>")
    answer = client_of(olga).get(reverse("reports:trend", kwargs={"org": acme.slug}))
    page = answer.content.decode()
    assert "New website &lt;b&gt;" in page
    assert '<circle class="mark"' in page
    assert 'class="line partial"' in page  # the first windows begin before the first answer
    assert "style=" not in page
    assert "New website" in words(client_of(olga), acme, "dashboard")


@pytest.mark.parametrize("name", ["movement", "compared"])
def test_says_where_only_the_latest_answers_were_looked_at(acme, olga, client_of, survey, monkeypatch, name):
    monkeypatch.setattr(movement, "MOST_MOVED", 20)
    monkeypatch.setattr(compared, "MOST_LOOKED_AT", 20)
    person = factories.contact(acme)
    give(survey, [3], days=2, contact=person)
    give(survey, [10], contact=person)
    give(survey, [10] * 15, channel="link")
    assert "Seen in the latest" not in words(client_of(olga), acme, name)
    give(survey, [10] * 15)
    assert "Seen in the latest 20 answers of the period." in words(client_of(olga), acme, name)
