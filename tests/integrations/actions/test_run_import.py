"""A file from its upload to the contacts, with the action the worker runs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Event
from contacts.models import Contact
from integrations.actions import run_import as run_module
from integrations.actions.claim_import import LEASE, claim_import
from integrations.actions.clear_old_imports import clear_old_imports
from integrations.actions.import_batch import LeaseLost, import_batch
from integrations.actions.run_import import run_import
from integrations.actions.start_import import AlreadyStarted, start_import
from integrations.actions.upload_import import BadFile, upload_import
from integrations.models import ImportChunk, ImportJob, ImportProblem
from integrations.rules.columns import BadMapping
from tests import factories
from tests.workbooks import workbook

NOW = timezone.now()
HEADER = "Correo,Teléfono,Nombre,Idioma,Sucursal"


@pytest.fixture
def upload(acme, mark):
    def make(data, filename="clientes.csv", organisation=acme):
        data = data.encode() if isinstance(data, str) else data
        return upload_import(organisation=organisation, filename=filename, pieces=[data], by=mark, now=NOW)

    return make


@pytest.fixture
def start(upload, mark):
    def make(*args, **kwargs):
        job = upload(*args, **kwargs)
        return start_import(job=job, targets=job.targets, by=mark, now=NOW)

    return make


def run(now=NOW, seconds=60.0):
    return run_import(job=claim_import(now=now), clock=timezone.now, seconds=seconds)


def customers(count):
    """A file as a shop would bring it: accents, a few twice, three rows that cannot be taken in."""
    rows = [f"cliente{n}@ejemplo.com,300{n:07d},José Peña {n},es,Bogotá" for n in range(count)]
    rows[10] = "cliente9@ejemplo.com,,José Otro,es,Bogotá"
    rows[20] = "no es correo,3005550000,Ana,es,Cali"
    rows[30] = "ana@ejemplo.com,12,Ana,es,Cali"
    rows[40] = ",,Sin dirección,es,Cali"
    return "\n".join([HEADER, *rows]) + "\n"


@pytest.mark.parametrize("batch", [7, 2000])
def test_two_hundred_rows_with_accents_duplicates_and_three_bad_ones(acme, start, monkeypatch, batch):
    monkeypatch.setattr(run_module, "BATCH", batch)
    start(customers(200))
    job = run()
    assert (job.state, job.rows_total, job.rows_done) == ("done", 200, 200)
    assert (job.created, job.updated, job.unchanged, job.duplicates, job.bad) == (196, 0, 0, 1, 3)
    ninth = Contact.objects.of(acme).get(email="cliente9@ejemplo.com")
    assert (ninth.name, ninth.phone, ninth.language) == ("José Otro", "+573000000009", "es")
    assert ninth.properties == {"Sucursal": "Bogotá"}
    problems = ImportProblem.objects.of(acme).order_by("row").values_list("row", "column", "code", "value")
    assert list(problems) == [
        (22, "Correo", "email_bad", "no es correo"),
        (32, "Teléfono", "phone_bad", "12"),
        (42, "", "no_address", ""),
    ]
    assert not ImportChunk.objects.of(acme).exists()
    event = Event.objects.of(acme).get(verb="import.finished")
    assert event.data["created"] == 196
    assert "cliente" not in str(event.data)


def test_the_same_file_again_changes_nothing(acme, start):
    start(customers(60))
    run()
    start(customers(60))
    job = run(now=NOW + timedelta(hours=1))
    assert (job.created, job.updated + job.unchanged + job.duplicates, job.bad) == (0, 57, 3)
    assert Contact.objects.of(acme).count() == 56


def test_a_workbook_is_imported_like_a_csv(acme, start):
    start(workbook([["Correo", "Celular"], ["ana@b.co", 3001234567]]), "clientes.xlsx")
    assert run().created == 1
    assert Contact.objects.of(acme).get().phone == "+573001234567"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_files_as_spreadsheets_save_them(acme, start, encoding):
    start("Correo;Nombre\r\nana@b.co;José Peña\r\n".encode(encoding))
    assert run().created == 1
    assert Contact.objects.of(acme).get().name == "José Peña"


@pytest.mark.parametrize(
    ("filename", "data", "code"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"  \n\n", "empty"),
        ("a.csv", b"email,name\n", "headings_only"),
        ("a.csv", b"\x89PNG\0\0\0", "not_text"),
        ("a.csv", workbook([["email"], ["ana@b.co"]]), "workbook_named_csv"),
        ("a.xlsx", b"email\nana@b.co\n", "not_workbook"),
        ("a.xlsx", b"PK\x03\x04broken", "not_workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0old", "old_workbook"),
        ("a.xlsx", workbook([]), "empty"),
        ("a.pdf", b"%PDF", "other_kind"),
        ("a.csv", (",".join("abcde" * 21) + "\n1\n").encode(), "too_many_columns"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named_and_not_kept(acme, upload, filename, data, code):
    with pytest.raises(BadFile) as caught:
        upload(data, filename)
    assert caught.value.code == code
    assert not ImportJob.objects.of(acme).exists()


def test_a_file_that_is_too_big_is_refused(upload, settings):
    settings.IMPORT_MAX_BYTES = 10
    with pytest.raises(BadFile, match="too_big"):
        upload("email\nana@example.com\n")


def test_a_file_with_too_many_rows_takes_nobody_in(acme, start, settings):
    settings.IMPORT_MAX_ROWS = 1
    start("email\nana@b.co\nluis@b.co\n")
    job = run()
    assert (job.state, job.problem) == ("failed", "too_many_rows")
    assert not Contact.objects.of(acme).exists()


def test_an_import_starts_once_and_with_a_mapping_that_works(upload, mark):
    job = upload("email,name\nana@b.co,Ana\n")
    with pytest.raises(BadMapping):
        start_import(job=job, targets=["", "name"], by=mark, now=NOW)
    start_import(job=job, targets=["email", "name"], by=mark, now=NOW)
    with pytest.raises(AlreadyStarted):
        start_import(job=job, targets=["email", "name"], by=mark, now=NOW)


def test_a_killed_workers_import_goes_on_where_it_stopped(acme, start, monkeypatch):
    monkeypatch.setattr(run_module, "BATCH", 10)
    start(customers(60))
    job = run(seconds=0)  # the time is over after one batch
    assert (job.state, job.rows_done) == ("running", 10)
    ImportJob.objects.update(lease_until=timezone.now() + LEASE)  # as if the worker still held it
    assert claim_import(now=timezone.now()) is None
    job = run(now=timezone.now() + LEASE * 2)
    assert (job.state, job.rows_done, job.created, job.duplicates, job.bad) == ("done", 60, 56, 1, 3)
    assert Contact.objects.of(acme).count() == 56


def test_a_worker_whose_lease_was_taken_over_writes_nothing(acme, start):
    start(customers(60))
    slow = claim_import(now=NOW)
    claim_import(now=NOW + LEASE)
    with pytest.raises(LeaseLost):
        import_batch(job=slow, rows=[], problems=[], now=NOW)
    with pytest.raises(LeaseLost):
        run_import(job=slow, clock=timezone.now, seconds=60)
    assert not Contact.objects.of(acme).exists()


def test_an_import_that_never_gets_anywhere_ends(start):
    start(customers(60))
    for attempt in range(5):
        claim_import(now=NOW + LEASE * attempt)
    job = run(now=NOW + LEASE * 6)
    assert (job.state, job.problem) == ("failed", "stuck")


def test_imports_of_one_organisation_wait_for_each_other(other, start):
    first, second = start(customers(60)), start(customers(60))
    foreign = start(customers(60), organisation=other)
    assert [claim_import(now=NOW), claim_import(now=NOW), claim_import(now=NOW)] == [first, foreign, None]
    assert second.state == "queued"


def test_problem_rows_and_forgotten_files_go_after_a_month(acme, start, upload):
    start("email\nbad\nana@b.co\n")
    run()
    upload("email\nana@b.co\n")
    assert clear_old_imports(now=NOW + timedelta(days=29)) == 0
    assert clear_old_imports(now=timezone.now() + timedelta(days=31)) == 1
    assert not ImportProblem.objects.of(acme).exists()
    assert ImportJob.objects.of(acme).get().bad == 1


def test_sample_people_that_are_imported_stay(acme, start):
    factories.contact(acme, email="ana@b.co", is_sample=True)
    start("email\nana@b.co\n")
    run()
    assert not Contact.objects.of(acme).get().is_sample
