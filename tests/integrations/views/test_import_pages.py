import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Contact
from integrations.models import ImportJob, ImportProblem
from integrations.tasks import run_imports
from tests import factories
from tests.workbooks import workbook

CSV = "Correo;Nombre;Sucursal\nana@b.co;Ana Peña;Bogotá\nmal;=1+1;Cali\n".encode()


def url(name, pk=None):
    return reverse(f"integrations:{name}", args=["acme", *([pk] if pk else [])])


def upload(browser, data=CSV, name="clientes.csv"):
    return browser.post(url("import_new"), {"file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize(
    "where", ["imports", "import_new", "import_map", "import_progress", "import_problems"]
)
def test_who_may_open_a_page(where, acme, olga, mark, stan, vera, xena, client, client_of):
    state = "mapping" if where == "import_map" else "done"
    job = factories.import_job(acme, state=state)
    address = url(where, None if where in ("imports", "import_new") else job.pk)
    for user, status in [(olga, 200), (mark, 200), (stan, 403), (vera, 403), (xena, 404)]:
        assert client_of(user).get(address).status_code == status, user
    assert client.get(address).status_code == 302


def test_an_import_of_another_organisation_is_not_there(other, olga, client_of):
    foreign = factories.import_job(other, state="done")
    for page in ("import_map", "import_progress", "import_problems"):
        assert client_of(olga).get(url(page, foreign.pk)).status_code == 404


def test_from_the_file_to_the_contacts(acme, mark, client_of):
    browser = client_of(mark)
    job = ImportJob.objects.get(pk=int(upload(browser).url.rstrip("/").split("/")[-2]))
    preview = browser.get(url("import_map", job.pk)).content.decode()
    assert "Ana Peña" in preview
    assert browser.get(url("import_progress", job.pk)).url == url("import_map", job.pk)

    answer = browser.post(
        url("import_map", job.pk),
        {"column_0": "email", "column_1": "name", "column_2": "property:Sucursal"},
    )
    assert answer.url == url("import_progress", job.pk)
    assert browser.get(url("import_map", job.pk)).url == url("import_progress", job.pk)
    assert "every 1s" in browser.get(url("import_progress", job.pk)).content.decode()

    run_imports()
    assert Contact.objects.of(acme).get().properties == {"Sucursal": "Bogotá"}
    page = browser.get(url("import_progress", job.pk)).content.decode()
    assert "every 1s" not in page
    assert "not an e-mail address" in page
    fragment = browser.get(url("import_progress", job.pk), headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith('<div id="progress"')

    response = browser.get(url("import_problems", job.pk))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Correo", "Nombre", "Sucursal", "import_row", "import_column", "import_problem"]
    assert rows[1][:5] == ["mal", "'=1+1", "Cali", "3", "Correo"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "file is empty"),
        ("a.csv", b"email\n", "no rows beneath"),
        ("a.xlsx", b"email\nana@b.co\n", "not an XLSX workbook"),
        ("a.csv", b"\x89PNG\0\0", "not a CSV file"),
        ("a.csv", workbook([["email"], ["ana@b.co"]]), "Rename it"),
        ("a.exe", b"MZ", "Choose a CSV or XLSX"),
    ],
)
def test_a_file_that_cannot_be_imported_says_what_to_do(acme, mark, client_of, name, data, words):
    answer = upload(client_of(mark), data, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_no_file_at_all(acme, mark, client_of):
    answer = client_of(mark).post(url("import_new"), {})
    assert answer.status_code == 422
    assert "Choose a file first" in answer.content.decode()


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (["", "name", ""], "Say which column holds"),
        (["email", "email", ""], "Two columns are marked"),
        (["email", "is_sample", ""], "valid choice"),
    ],
)
def test_a_mapping_that_does_not_work_keeps_the_choices_and_the_file(acme, mark, client_of, choices, words):
    browser = client_of(mark)
    upload(browser)
    job = ImportJob.objects.get()
    data = {f"column_{index}": choice for index, choice in enumerate(choices)}
    answer = browser.post(url("import_map", job.pk), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    if choices[1] == "name":
        assert '<option value="name" selected>' in answer.content.decode()
    job.refresh_from_db()
    assert job.state == "mapping"


def test_a_second_click_starts_nothing_twice(acme, mark, client_of):
    browser = client_of(mark)
    upload(browser)
    job = ImportJob.objects.get()
    data = {"column_0": "email", "column_1": "name", "column_2": ""}
    assert browser.post(url("import_map", job.pk), data).status_code == 302
    assert browser.post(url("import_map", job.pk), data).status_code == 302


def test_a_failed_import_says_why(acme, mark, client_of):
    job = factories.import_job(acme, state="failed", problem="stuck")
    assert "given up" in client_of(mark).get(url("import_progress", job.pk)).content.decode()


def test_the_list_asks_the_database_as_often_for_three_as_for_one(acme, olga, client_of):
    browser = client_of(olga)
    assert "Nothing imported yet" in browser.get(url("imports")).content.decode()
    factories.import_job(acme)
    with CaptureQueriesContext(connection) as one:
        browser.get(url("imports"))
    factories.import_job(acme)
    factories.import_job(acme)
    with CaptureQueriesContext(connection) as three:
        browser.get(url("imports"))
    assert len(one) == len(three)


def test_problem_rows_shorter_than_the_headings_stay_in_their_columns(acme, mark, client_of):
    job = factories.import_job(acme, state="done", bad=1, columns=["a", "b"])
    ImportProblem.objects.create(organisation=acme, job=job, row=2, code="no_address", cells=["x"])
    text = b"".join(client_of(mark).get(url("import_problems", job.pk)).streaming_content).decode()
    assert "x,,2,," in text


def test_a_file_of_events(client_of, mark, acme):
    job = factories.import_job(acme, columns=["email", "Pedido"], preview=[["ana@example.com", "7"]])
    page = f"/o/acme/contacts/imports/{job.pk}/columns/"
    client = client_of(mark)
    chosen = {"column_0": "email", "column_1": "event_id"}
    refused = client.post(page, chosen)
    assert refused.status_code == 422
    assert "Say what these events are called" in refused.content.decode()
    refused = client.post(page, {"column_0": "email", "column_1": "", "event_name": "Mi compra"})
    assert "Small letters" in refused.content.decode()
    assert "Mi compra" in refused.content.decode()
    assert client.post(page, chosen | {"event_name": "purchase"}).status_code == 302
    job.refresh_from_db()
    assert (job.event_name, job.targets) == ("purchase", ["email", "event_id"])


def test_a_file_of_purchases(client_of, mark, acme):
    job = factories.import_job(
        acme,
        about="purchases",
        columns=["Pedido", "Fecha", "Correo"],
        preview=[["7", "2026-01-31", "a@b.co"]],
    )
    page = f"/o/acme/contacts/imports/{job.pk}/columns/"
    client = client_of(mark)
    refused = client.post(page, {"column_0": "id", "column_1": "", "column_2": "email"})
    assert refused.status_code == 422
    assert "the day of the purchase" in refused.content.decode()
    right = {"column_0": "id", "column_1": "bought_at", "column_2": "email"}
    assert client.post(page, right).status_code == 302
    job.refresh_from_db()
    assert (job.state, job.targets) == ("queued", ["id", "bought_at", "email"])
    chosen = client.get("/o/acme/contacts/imports/new/?about=purchases").content.decode()
    assert 'value="purchases"' in chosen
    assert "checked" in chosen.split('value="purchases"')[1][:80]


@pytest.mark.parametrize(("region", "read"), [("en-GB", "3 Apr 2026"), ("en-US", "4 Mar 2026")])
def test_says_how_a_date_is_read(acme, mark, client_of, region, read):
    acme.region = region
    acme.save()
    job = factories.import_job(acme, state="mapping")
    page = client_of(mark).get(url("import_map", job.pk)).content.decode()
    assert f"A date such as 03/04/2026 is read as {read}" in page
