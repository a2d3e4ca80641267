"""Themes beside the comments, filters by them, and what a person says about them."""

import pytest

from responses.actions.read_comments import read_comments
from responses.models import ThemeCorrection
from tests import factories


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def late(acme, survey):
    answer = factories.response(survey, 2, comment="El pedido llegó tarde")
    factories.response(survey, 9, comment="La entrega, perfecta")
    factories.response(survey, 9, comment="bla bla")
    read_comments(organisation=acme)
    return answer


def test_who_may_correct(client_of, client, late, olga, mark, stan, vera, xena):
    path = f"/o/acme/responses/{late.pk}/themes/"
    expected = {olga: 200, mark: 200, stan: 403, vera: 403, xena: 404}
    assert {user: client_of(user).get(path).status_code for user in expected} == expected
    assert client.get(path).status_code == 302
    assert client_of(xena).get(f"/o/other/responses/{late.pk}/themes/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("theme=delivery", 2),
        ("theme=delivery&tone=bad", 1),
        ("theme=delivery&tone=good", 1),
        ("tone=good", 1),
        ("theme=price", 0),
        ("theme=none", 1),
    ],
)
def test_the_list_is_filtered_by_theme(client_of, olga, late, query, found):
    assert client_of(olga).get(f"/o/acme/responses/?{query}").content.decode().count('id="answer-') == found


def test_a_theme_that_is_none_is_said(client_of, olga, late):
    assert client_of(olga).get("/o/acme/responses/?theme=nonsense").status_code == 422


def test_a_correction_changes_the_counts(client_of, olga, late):
    client = client_of(olga)
    back = "/o/acme/responses/?theme=delivery"
    answer = client.post(f"/o/acme/responses/{late.pk}/themes/", {"themes": ["staff"], "back": back})
    assert answer.headers["Location"] == f"{back}#answer-{late.pk}"
    assert client.get(back).content.decode().count('id="answer-') == 1
    assert client.get("/o/acme/responses/?theme=staff").content.decode().count('id="answer-') == 1
    assert ThemeCorrection.objects.filter(is_about=True).get().theme == "staff"


def test_goes_back_to_pages_of_ours_only(client_of, olga, late):
    for back in ("https://evil.example/", "//evil.example/o/acme/", "/o/acme/\\@evil.example"):
        path = f"/o/acme/responses/{late.pk}/themes/"
        answer = client_of(olga).post(path, {"themes": ["staff"], "back": back})
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/o/acme/")


def test_refuses_a_theme_that_is_none(client_of, olga, late):
    answer = client_of(olga).post(f"/o/acme/responses/{late.pk}/themes/", {"themes": ["nonsense"]})
    assert answer.status_code == 422
    assert not ThemeCorrection.objects.exists()


def test_how_a_theme_is_spoken_of_is_corrected_and_stays(client_of, acme, olga, late):
    client, path = client_of(olga), f"/o/acme/responses/{late.pk}/themes/"
    client.post(path, {"themes": ["delivery", "staff"], "tone_delivery": "good", "tone_price": "bad"})
    tones = dict(late.themes.values_list("theme", "polarity"))
    assert tones == {"delivery": 1, "staff": -1}
    assert client.get(path).context["form"]["tone_delivery"].value() == "good"
    late.themes_edition = 0
    late.save()
    read_comments(organisation=acme)
    assert dict(late.themes.values_list("theme", "polarity")) == tones
    client.post(path, {"themes": ["delivery"], "tone_delivery": ""})
    assert dict(late.themes.values_list("theme", "polarity")) == {"delivery": -1}
    assert client.post(path, {"themes": ["delivery"], "tone_delivery": "loud"}).status_code == 422


def test_words_against_the_score_are_marked_and_found(client_of, acme, olga, survey):
    odd = factories.response(survey, 0, comment="Excelente, maravilloso, los mejores, todo perfecto")
    factories.response(survey, 10, comment="Excelente, maravilloso, los mejores, todo perfecto")
    read_comments(organisation=acme)
    client = client_of(olga)
    page = client.get("/o/acme/responses/?tone=clash").content.decode()
    assert page.count('id="answer-') == 1
    assert "Words against score" in page
    assert "the wrong way round" in client.get(f"/o/acme/responses/{odd.pk}/").content.decode()
