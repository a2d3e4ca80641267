"""The settings of themes: sector, themes shown, words with a preview, and own themes found by answering."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from responses.actions.create_own_theme import create_own_theme
from responses.actions.read_comments import read_comments
from responses.models import CommentTheme, OwnTheme, ThemeSettings, ThemeWord
from tests import factories

HOME = "/o/acme/themes/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def test_who_may_change_themes(client_of, client, acme, olga, mark, stan, vera, xena):
    theme = factories.own_theme(acme)
    for path in (HOME, f"{HOME}delivery/", f"{HOME}new/", f"{HOME}own/{theme.pk}/"):
        expected = {olga: 200, mark: 200, stan: 403, vera: 403, xena: 404}
        assert {user: client_of(user).get(path).status_code for user in expected} == expected
        assert client.get(path).status_code == 302
    for deed in ("", "start/", "delete/"):
        assert client_of(xena).post(f"/o/other/themes/own/{theme.pk}/{deed}").status_code == 404
    assert client_of(olga).get(f"{HOME}nonsense/").status_code == 404


def test_sector_and_hidden_themes(client_of, acme, olga, survey):
    answer = factories.response(survey, 9, comment="El producto es de primera, llegó la caja bien embalada")
    read_comments(organisation=acme)
    client = client_of(olga)
    shown = ["food", "delivery", "price"]
    assert client.post(HOME, {"sector": "restaurant", "shown": shown}).status_code == 302
    assert read_comments(organisation=acme) == 1
    assert set(answer.themes.values_list("theme", flat=True)) == {"food"}
    assert client.post(HOME, {"sector": "spaceships", "shown": shown}).status_code == 422


def test_a_word_is_shown_with_what_it_changes_before_it_is_added(client_of, acme, olga, survey):
    for number in range(3):
        factories.response(survey, 9, comment=f"el dron voló bien {number}")
    factories.response(survey, 9, comment="la entrega, perfecta")
    read_comments(organisation=acme)
    client = client_of(olga)
    page = client.post(f"{HOME}delivery/", {"deed": "add", "text": "Dron*"})
    assert (page.context["preview"].gained, page.context["preview"].lost) == (3, 0)
    assert not ThemeWord.objects.exists()
    assert client.post(f"{HOME}delivery/", {"deed": "add", "text": "dron*", "save": "1"}).status_code == 302
    assert read_comments(organisation=acme) == 4
    assert CommentTheme.objects.filter(theme="delivery").count() == 4
    off = client.post(f"{HOME}delivery/", {"deed": "off", "text": "entrega*"})
    assert (off.context["preview"].gained, off.context["preview"].lost) == (0, 1)
    undo = client.post(f"{HOME}delivery/", {"deed": "undo", "text": "dron*"})
    assert (undo.context["preview"].gained, undo.context["preview"].lost) == (0, 3)


@pytest.mark.parametrize("text", ["", "*", "a*", "de*", "~", "a~b~c d", "x" * 61])
def test_a_word_that_is_none_is_refused(client_of, olga, text):
    answer = client_of(olga).post(f"{HOME}delivery/", {"deed": "add", "text": text, "save": "1"})
    assert answer.status_code == 422
    assert not ThemeWord.objects.exists()


def test_an_own_theme_is_found_after_twenty_answers(client_of, acme, olga, survey):
    about = [
        "Imposible estacionar el auto",
        "El estacionamiento estaba lleno",
        "No hay estacionamiento cerca",
    ]
    for number in range(12):
        factories.response(survey, 3, comment=f"{about[number % 3]}, visita {number}")
    for number in range(40):
        factories.response(survey, 9, comment=f"La comida deliciosa y el trato muy amable {number}")
    read_comments(organisation=acme)
    client = client_of(olga)
    started = client.post(f"{HOME}new/", {"name": "Estacionamiento"})
    ask, taps = started.headers["Location"], 0
    while True:
        question = client.get(ask).context["question"]
        if question.is_ready:
            break
        answer = "yes" if "estacion" in question.response.comment.lower() else "no"
        client.post(ask, {"response": question.response.pk, "answer": answer})
        taps += 1
    assert taps == 20
    page = client.get(ask)
    words = [word for word, _ in page.context["form"].fields["words"].choices]
    assert "estacionamient*" in words
    assert client.post(f"{ask}start/", {"words": words[:2]}).status_code == 302
    read_comments(organisation=acme)
    theme = OwnTheme.objects.get()
    assert theme.is_active
    assert CommentTheme.objects.filter(theme=theme.key).count() == 12
    assert client.post(f"{ask}delete/").status_code == 302
    read_comments(organisation=acme)
    assert not CommentTheme.objects.filter(theme=theme.key).exists()


def test_a_name_is_used_once(client_of, acme, olga):
    create_own_theme(organisation=acme, name="Parking", by=olga, now=timezone.now())
    assert client_of(olga).post(f"{HOME}new/", {"name": "Parking"}).status_code == 422
    assert client_of(olga).post(f"{HOME}new/", {"name": ""}).status_code == 422


def test_the_list_asks_the_database_as_often_for_many(client_of, acme, olga, survey):
    client = client_of(olga)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(HOME)
        return len(found)

    factories.own_theme(acme, is_active=True)
    ThemeSettings.objects.create(organisation=acme)
    client.get(HOME)
    few = queries()
    for number in range(5):
        factories.own_theme(acme, f"Theme {number}", is_active=True)
        ThemeWord.objects.create(organisation=acme, theme="price", text=f"w{number}", is_added=True)
    assert queries() == few


def test_what_came_up_is_made_a_theme_at_once(client_of, acme, olga, survey):
    for number in range(3):
        factories.response(survey, 3, comment=f"El café frío otra vez, visita {number}")
    client = client_of(olga)
    client.post(f"{HOME}new/", {"name": "Cafe frio", "at_once": "cafe frio"})
    read_comments(organisation=acme)
    theme = OwnTheme.objects.get()
    assert theme.is_active
    assert CommentTheme.objects.filter(theme=theme.key).count() == 3
    page = client.get(HOME).content.decode()
    assert f"/o/acme/responses/?theme={theme.key}" in page
    assert f"/o/acme/themes/own/{theme.pk}/" in page
    again = client.post(f"{HOME}new/", {"name": "Cafe frio", "at_once": "cafe frio"})
    assert again.status_code == 422
