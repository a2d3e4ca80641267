import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Event
from followup.models import Case
from tests import factories

URL = "/o/acme/passives/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga)


def answer(survey, score, comment="", days=1, **fields):
    at = timezone.now() - timedelta(days=days)
    return factories.response(survey, score, comment=comment, at=at, **fields)


def test_whose_last_answer_was_a_7_or_8(client_of, stan, vera, xena, acme, survey):
    moved, stayed = factories.contact(acme), factories.contact(acme)
    answer(survey, 7, "Was slow", days=9, contact=moved)
    answer(survey, 9, "Now fine", contact=moved)
    answer(survey, 10, "Fine", days=9, contact=stayed)
    answer(survey, 8, "Cheaper delivery", contact=stayed)
    answer(survey, 7, "Somebody without a name")
    answer(survey, 7)
    answer(survey, 6, "Angry")
    client = client_of(stan)
    page = client.get(URL)
    said = {row.response.comment for row in page.context["page"].rows}
    assert said == {"Cheaper delivery", "Somebody without a name"}
    assert "(7-8)" in page.content.decode()  # the sentence it answers
    assert len(client.get(f"{URL}?show=all").context["page"].rows) == 3
    assert client_of(vera).get(URL).status_code == 403
    assert client_of(xena).get(URL).status_code == 404


def test_one_press_makes_a_case(client_of, stan, vera, xena, survey):
    row = answer(survey, 7, "Cheaper delivery")
    url = f"{URL}{row.pk}/case/"
    for _ in range(2):
        reply = client_of(stan).post(url)
        case = Case.objects.get()
        assert reply["Location"] == f"/o/acme/cases/{case.pk}/"
    assert (case.owner, case.score, case.response) == (stan, 7, row)
    assert "To the case" in client_of(stan).get(URL).content.decode()
    assert client_of(vera).post(url).status_code == 403
    assert client_of(xena).post(url).status_code == 404


def test_export(client_of, mark, stan, acme, survey):
    contact = factories.contact(acme, name="=Ana")
    answer(survey, 8, "Cheaper delivery", contact=contact)
    assert client_of(stan).post(f"{URL}export/", {"form": "csv"}).status_code == 403
    reply = client_of(mark).post(f"{URL}export/", {"form": "csv"})
    archive = zipfile.ZipFile(io.BytesIO(b"".join(reply.streaming_content)))
    text = archive.read(archive.namelist()[0]).decode()
    assert "Cheaper delivery" in text
    assert "'=Ana" in text
    assert Event.objects.filter(verb="answers.exported").exists()
    assert client_of(mark).post(f"{URL}export/", {"form": "xlsx"}).status_code == 200
    assert client_of(mark).post(f"{URL}export/", {"form": "exe"}).status_code == 302


def test_as_many_queries_for_three_as_for_one(client_of, stan, acme, survey):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(URL).status_code == 200
        return len(found)

    client = client_of(stan)
    answer(survey, 7, "One", contact=factories.contact(acme))
    client.get(URL)
    before = queries()
    for _ in range(2):
        factories.case(answer(survey, 8, "More", contact=factories.contact(acme)), stan)
    assert queries() == before
