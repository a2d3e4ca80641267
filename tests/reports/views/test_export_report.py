"""The numbers of a report page as a file."""

import csv
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from accounts.models import Event
from reports.queries.report_pages import PAGES
from tests import factories

PAGE = "/o/acme/reports/export/?of=dashboard"
# Nobody here answered twice, was asked in another way, bought, had a case or answered a further question.
SAID = {
    "movement": "Now promoter",
    "compared": "NPS +47, 13 answers.",
    "drivers": "Theme",
    "said": "NPS +47, 13 answers.",
    "barriers": "Nobody has answered these questions in this period.",
    "proof": "What they did",
}


@pytest.fixture
def answers(acme, olga):
    survey = factories.survey(acme, owner=olga)
    for score in [10] * 8 + [7] * 3 + [2]:
        factories.response(survey, score, properties={"branch": "Centro"})
    factories.response(survey, 0, properties={"branch": "=Norte"})


def test_who_may_export(client_of, client, answers, olga, mark, stan, vera, xena):
    expected = {olga: 200, mark: 200, stan: 403, vera: 403, xena: 404}
    assert {user: client_of(user).post(PAGE).status_code for user in expected} == expected
    assert client.post(PAGE).status_code == 302


def test_tables_with_window_filters_and_definitions(client_of, olga, answers):
    response = client_of(olga).post(f"{PAGE}&prop_branch=Centro&period=30d")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    tables = {
        name: list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
        for name in archive.namelist()
    }
    assert tables["1-score.csv"][1] == ["Chosen", "12", "1", "3", "8", "59", "10", "83"]
    said = {row[0]: row[-1] for row in tables["definitions.csv"]}
    assert said["Filter: branch"] == "Centro"
    assert said["Time zone"] == "America/Bogota"
    assert "Tango" in said["From, to"]
    assert Event.objects.get().verb == "report.exported"


@pytest.mark.parametrize("key", PAGES)
def test_every_report_page_becomes_a_workbook(client_of, olga, answers, key):
    response = client_of(olga).post(f"/o/acme/reports/export/?of={key}", {"form": "xlsx"})
    found = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    assert found.sheet_names[-1] == "Definitions"
    cells = [
        cell
        for name in found.sheet_names
        for row in found.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert SAID[key] in cells if key in SAID else {12.0, 13.0} & set(cells)
    assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith("=")]


def test_what_is_no_page_leads_to_the_list(client_of, olga, acme):
    assert client_of(olga).post("/o/acme/reports/export/?of=nothing")["Location"] == "/o/acme/reports/"


def test_sample_figures_stay_inside(client_of, acme, olga, answers):
    acme.has_sample_data = True
    acme.save()
    response = client_of(olga).post(f"{PAGE}&period=30d", follow=True)
    assert "sample figures" in response.content.decode()
    assert response.redirect_chain[0][0] == "/o/acme/dashboard/?period=30d"
