"""Answers as a file: who may, what is in it, and that nothing in it runs."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from accounts.models import Event
from nps_app.lib.spreadsheets import FORMULA, guarded
from tests import factories

PAGE = "/o/acme/responses/export/"
NASTY = [
    "=1+1",
    "+x",
    "-x",
    "@x",
    "\tx",
    "\rx",
    "\nx",
    "\uff1dx",
    "+57 300 123 4567",
    "-3",
    "+3,5",
    "fine",
    "- ",
    "-",
]


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def files(response):
    assert response.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    return {
        name: list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
        for name in archive.namelist()
    }


def answers(response):
    head, *rows = files(response)["answers.csv"]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_who_may_export(client_of, client, survey, olga, mark, stan, vera, xena):
    expected = {olga: 200, mark: 200, stan: 403, vera: 403, xena: 404}
    assert {user: client_of(user).post(PAGE).status_code for user in expected} == expected
    assert client.post(PAGE).status_code == 302
    assert client_of(olga).get(PAGE).status_code == 405
    assert "/responses/export/" in client_of(olga).get("/o/acme/responses/").content.decode()
    assert "/responses/export/" not in client_of(stan).get("/o/acme/responses/").content.decode()


def test_a_file_holds_what_the_list_shows(client_of, acme, other, olga, survey):
    ana = factories.contact(acme, name="Ana Ríos", email="ana@example.com", phone="+573001234567")
    factories.response(
        survey,
        2,
        comment='"Lento",\nmuy',
        contact=ana,
        properties={"branch": "Centro", "n": 7},
        wants_contact=True,
    )
    factories.response(survey, 10, comment="rápido", properties={"branch": "Norte"})
    factories.response(survey, 9, is_sample=True)
    factories.response(factories.survey(other), 0, comment="not ours")
    (row,) = answers(client_of(olga).post(f"{PAGE}?group=detractor&prop_branch=Centro"))
    assert row["Score"] == "2"
    assert row["Group"] == "detractor"
    assert row["Comment"] == '"Lento",\nmuy'
    assert (row["Name"], row["E-mail"], row["Phone"]) == ("Ana Ríos", "ana@example.com", "+573001234567")
    assert (row["branch"], row["Other properties"]) == ("Centro", '{"n": 7}')
    assert row["Wants to be contacted"] == "true"
    assert [found["Score"] for found in answers(client_of(olga).post(PAGE))] == ["2", "10"]


def test_moments_are_local_and_the_file_says_of_what_it_is(client_of, olga, survey):
    factories.response(survey, 9, at=datetime(2026, 3, 2, 3, 30, 15, 999, tzinfo=UTC))
    response = client_of(olga).post(f"{PAGE}?from=2026-03-01&to=2026-03-01&survey={survey.pk}")
    found = files(response)
    head, row = found["answers.csv"]
    assert row[head.index("Answered at (local time)")] == "2026-03-01 22:30:15"
    said = {row[0]: row[1] for row in found["definitions.csv"]}
    assert said["Time zone"] == "America/Bogota"
    assert said["Window from (inside)"] == "2026-03-01T00:00:00-05:00"
    assert said["Window to (outside)"] == "2026-03-02T00:00:00-05:00"
    assert said["Filter: Survey"] == survey.name
    assert "9 or 10" in said["Promoters"]


def test_nothing_in_it_is_a_formula(client_of, acme, olga, survey):
    for text in NASTY:
        factories.response(survey, 5, comment=text, properties={"branch": text})
    rows = answers(client_of(olga).post(PAGE))
    assert [row["Comment"] for row in rows] == [guarded(text) for text in NASTY]
    assert [row["branch"] for row in rows] == [guarded(text) for text in NASTY]
    assert rows[0]["Comment"] == "'=1+1"
    assert guarded("\uff1dx") == "'\uff1dx"
    assert all(guarded(sign + "x").startswith("'") for sign in FORMULA)


def test_a_workbook_has_real_numbers_moments_and_a_sheet_of_definitions(client_of, olga, survey):
    factories.response(survey, 9, comment="=1+1", at=datetime(2026, 3, 2, 3, 30, 15, tzinfo=UTC))
    response = client_of(olga).post(PAGE, {"form": "xlsx"})
    assert response["Content-Disposition"].endswith('.xlsx"')
    found = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    assert found.sheet_names == ["Answers", "Definitions"]
    head, row = found.get_sheet_by_index(0).to_python()
    row = dict(zip(head, row, strict=True))
    assert row["Score"] == 9
    assert row["Answered at (local time)"].isoformat() == "2026-03-01T22:30:15"
    assert row["Comment"] == "'=1+1"


def test_it_is_written_down_and_ten_an_hour_are_enough(client_of, olga, survey):
    client = client_of(olga)
    for _ in range(10):
        assert client.post(PAGE).status_code == 200
    response = client.post(f"{PAGE}?group=detractor", follow=True)
    assert response.redirect_chain == [("/o/acme/responses/?group=detractor", 302)]
    assert "Ten exports an hour" in response.content.decode()
    assert Event.objects.filter(verb="answers.exported", actor=f"user:{olga.pk}").count() == 10


def test_filters_that_make_no_sense_and_sample_figures_are_not_exported(client_of, acme, olga, survey):
    client = client_of(olga)
    assert client.post(f"{PAGE}?from=2026-03-02&to=2026-03-01").status_code == 302
    assert client.post(PAGE, {"form": "exe"}).status_code == 302
    acme.has_sample_data = True
    acme.save()
    assert "sample figures" in client.post(PAGE, follow=True).content.decode()
    assert not Event.objects.filter(verb="answers.exported").exists()


def test_themes_are_columns_in_the_language_of_the_organisation(client_of, acme, olga, survey):
    acme.region = "es-CO"
    acme.save()
    own = factories.own_theme(acme, "=Dron", is_active=True)
    both = factories.response(survey, 4, comment="Amables, pero tardan")
    factories.comment_theme(both, "staff", 1)
    factories.comment_theme(both, "wait_times", -1)
    factories.comment_theme(both, "app_web", 0)
    factories.comment_theme(factories.response(survey, 9, comment="vuela", clashes=True), own.key, 1)
    factories.response(survey, 9)
    client = client_of(olga)
    rows = answers(client.post(f"{PAGE}?period=all"))
    two, own_one, silent = rows
    assert set(two["Themes"].split("; ")) == {"Trato del personal", "Tiempos de espera", "App y web"}
    assert (two["Themes praised"], two["Themes criticised"]) == ("Trato del personal", "Tiempos de espera")
    assert (own_one["Themes"], own_one["Themes praised"], own_one["Themes criticised"]) == (
        "'=Dron",
        "'=Dron",
        "",
    )
    assert (two["Words against score"], own_one["Words against score"]) == ("false", "true")
    assert silent["Themes"] == ""
    client.post("/o/acme/themes/", {"sector": "", "shown": ["staff"]})
    (row,) = [row for row in answers(client.post(PAGE)) if row["Score"] == "4"]
    assert row["Themes"] == "Trato del personal"
