"""Surveys from the first form to the published page: list, new, detail, editor, copy, preview, logo."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.models import Membership
from surveys.models import Logo, Survey, SurveyVersion
from tests import factories

NEW = {"brand": "Café Aurora", "languages": ["es", "en"], "wording": "b", "address": "usted"}


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga, texts={})


def edited(survey, **changes):
    fields = {
        "name": survey.name,
        "brand": survey.brand,
        "languages": survey.languages,
        "default_language": "es",
        "address": "tu",
        "wording": "b",
        "detractor_owner": survey.detractor_owner_id or "",
        "color": "#0b5f57",
        "edit_days": "7",
        "link_days": "60",
    }
    return fields | changes


def picture(format_="PNG", size=(600, 300)):
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, format_)
    return file.getvalue()


PAGES = ["", "new/", "{pk}/", "{pk}/edit/", "{pk}/preview/"]


@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_the_pages(client_of, client, survey, olga, mark, stan, vera, xena, page):
    url = "/o/acme/surveys/" + page.format(pk=survey.pk)
    looks = not page.endswith(("new/", "edit/"))
    expected = {olga: 200, mark: 200, stan: 200 if looks else 403, vera: 403, xena: 404}
    assert {user: client_of(user).get(url).status_code for user in expected} == expected
    assert client.get(url).status_code == 302
    if "{pk}" in page:
        assert client_of(xena).get(url.replace("/acme/", "/other/")).status_code == 404


def test_list_costs_the_same_for_one_and_three(client_of, acme, olga, survey):
    client = client_of(olga)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/o/acme/surveys/").status_code == 200
        counts.append(len(queries))
        factories.response(factories.survey(acme, owner=olga), 9)
        factories.survey(acme, owner=olga)
    assert counts[0] == counts[1]


def test_new_survey_is_one_short_form_and_runs_at_once(client_of, client, olga):
    response = client_of(olga).post("/o/acme/surveys/new/", NEW | {"detractor_owner": olga.pk})
    survey = Survey.objects.get()
    assert response["Location"] == f"/o/acme/surveys/{survey.pk}/"
    version = survey.published
    assert (version.number, version.address, sorted(version.languages)) == (1, "usted", ["en", "es"])
    assert version.texts["es"]["question"] == (
        "¿Qué tan probable es que recomiende Café Aurora a un amigo o colega?"
    )
    page = client.get(f"/p/{survey.open_token}/?lang=es").content.decode()
    assert "recomiende Café Aurora" in page
    assert "No guardamos su nombre" in page


def test_both_standard_wordings_are_offered(client_of, olga):
    """Ideas A2 and B1."""
    page = client_of(olga).get("/o/acme/surveys/new/").content.decode()
    assert "recommend Acme to a friend or colleague?" in page
    assert "complete experience with Acme" in page


def test_survey_without_owner_cannot_start(client_of, olga):
    """Idea A31."""
    response = client_of(olga).post("/o/acme/surveys/new/", NEW)
    page = response.content.decode()
    assert response.status_code == 422
    assert "without, the survey cannot start" in page
    assert 'value="Café Aurora"' in page
    assert not Survey.objects.exists()


def test_owner_who_left_stops_the_publication(client_of, olga, mark, survey):
    Survey.objects.update(detractor_owner=mark)
    Membership.objects.filter(user=mark).delete()
    response = client_of(olga).post(
        f"/o/acme/surveys/{survey.pk}/edit/", edited(survey, detractor_owner=mark.pk, publish="1")
    )
    assert response.status_code == 422


def test_stranger_cannot_be_made_responsible(client_of, olga, xena):
    response = client_of(olga).post("/o/acme/surveys/new/", NEW | {"detractor_owner": xena.pk})
    assert response.status_code == 422
    assert not Survey.objects.exists()


def test_draft_changes_nothing_that_customers_see(client_of, olga, survey):
    data = edited(
        survey, wording="own", text_es_question="¿Nos recomendarías?", text_en_question="Would you?"
    )
    assert client_of(olga).post(f"/o/acme/surveys/{survey.pk}/edit/", data).status_code == 302
    survey.refresh_from_db()
    assert survey.texts["es"] == {"question": "¿Nos recomendarías?"}
    assert survey.published.number == 1
    assert "recomiendes Acme" in survey.published.texts["es"]["question"]


def test_publishing_makes_a_new_version_only_when_something_changed(client_of, olga, survey):
    client, url = client_of(olga), f"/o/acme/surveys/{survey.pk}/edit/"
    answer = factories.response(survey, 9)
    data = edited(survey, text_es_thanks_detractor="Lo sentimos, {brand}", publish="1")
    for _ in range(2):
        assert client.post(url, data).status_code == 302
    survey.refresh_from_db()
    assert list(SurveyVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert survey.published.texts["es"]["thanks_detractor"] == "Lo sentimos, Acme"
    assert survey.published.texts["es"]["low"] == "Nada probable"
    answer.refresh_from_db()
    assert answer.version.number == 1


def test_own_wording_needs_a_question_in_each_language(client_of, olga, survey):
    data = edited(survey, wording="own", text_es_question="¿Nos recomendarías?")
    response = client_of(olga).post(f"/o/acme/surveys/{survey.pk}/edit/", data)
    assert response.status_code == 422
    assert "¿Nos recomendarías?" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("color", "red"),
        ("color", "#0b5f57;}"),
        ("languages", ["de"]),
        ("wording", "z"),
        ("edit_days", "-1"),
        ("link_days", "0"),
        ("brand", "x" * 81),
        ("text_es_prompt", "Hola {apellido}"),
    ],
)
def test_what_makes_no_sense_is_refused(client_of, olga, survey, field, value):
    response = client_of(olga).post(f"/o/acme/surveys/{survey.pk}/edit/", edited(survey, **{field: value}))
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_logo_is_made_small_and_served_to_everybody(client_of, client, olga, survey, format_):
    upload = SimpleUploadedFile("logo.png", picture(format_))
    data = edited(survey, logo=upload, publish="1")
    assert client_of(olga).post(f"/o/acme/surveys/{survey.pk}/edit/", data).status_code == 302
    logo = Logo.objects.get()
    assert (logo.width, logo.height) == (160, 80)
    page = client.get(f"/p/{survey.open_token}/").content.decode()
    url = re.search(r'src="(/logo/[0-9a-f]+\.png)"', page)[1]
    response = client.get(url)
    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert len(response.content) <= 15 * 1024
    assert not response.cookies
    assert client.get("/logo/0000.png").status_code == 404


def test_logo_that_is_none_is_refused_and_nothing_saved(client_of, olga, survey):
    upload = SimpleUploadedFile("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    response = client_of(olga).post(
        f"/o/acme/surveys/{survey.pk}/edit/", edited(survey, logo=upload, name="Other name")
    )
    assert response.status_code == 422
    assert "not a PNG or JPEG" in response.content.decode()
    survey.refresh_from_db()
    assert survey.name == "Customers"


def test_copy_is_a_draft_with_its_own_link(client_of, olga, stan, survey):
    client_of(olga).post(f"/o/acme/surveys/{survey.pk}/copy/")
    copy = Survey.objects.latest("pk")
    assert (copy.brand, copy.published, copy.name) == (survey.brand, None, "Copy of Customers")
    assert copy.open_token != survey.open_token
    assert client_of(stan).post(f"/o/acme/surveys/{survey.pk}/copy/").status_code == 403


def test_preview_shows_what_is_typed_and_stores_nothing(client_of, olga, survey):
    client, url = client_of(olga), f"/o/acme/surveys/{survey.pk}/preview/"
    response = client.post(url, edited(survey, brand="Bar <Luna>", color="#aa0044", preview_language="es"))
    page = response.content.decode()
    assert "recomiendes Bar &lt;Luna&gt;" in page
    assert "#aa0044" in page
    assert "Vista previa" in page
    assert "survey.js" not in page
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    survey.refresh_from_db()
    assert survey.brand == "Acme"
    assert client.post(url, {"color": "}", "languages": ["de"]}).status_code == 200
