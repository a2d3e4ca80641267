import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contacts.models import Segment, Standing
from reports.queries.quadrants import quadrants
from tests import factories


def url(name, *args):
    return reverse(f"reports:{name}", args=["acme", *args])


def stand(organisation, quadrant, rhythm="due", **fields):
    contact = factories.contact(organisation, phone=fields.pop("phone", ""))
    return Standing.objects.create(
        organisation=organisation, contact=contact, quadrant=quadrant, rhythm=rhythm, stale=False, **fields
    )


@pytest.fixture
def ana(acme):
    row = stand(
        acme, "no_buys", score=2, phone="+573001234567", due_at=timezone.now(), last_bought_at=timezone.now()
    )
    survey = factories.survey(acme)
    answer = factories.response(survey, 2, contact=row.contact, comment="=Late again")
    factories.case(answer)
    return row


def test_counts_and_shares_of_those_who_said_yes_or_no(acme, other):
    for quadrant, n in (("no_buys", 2), ("yes_not", 3), ("yes_buys", 4), ("no_not", 1), ("mid_buys", 5)):
        for _ in range(n):
            stand(acme, quadrant, "late" if quadrant.endswith("not") else "due")
    stand(other, "no_buys")
    found = quadrants(acme)
    assert [(place.key, place.n, place.percent) for place in found.four] == [
        ("no_buys", 2, 20), ("yes_not", 3, 30), ("yes_buys", 4, 40), ("no_not", 1, 10),
    ]  # fmt: skip
    assert [place.n for place in found.apart] == [5, 0, 0, 0]
    assert (found.said, found.total) == (10, 15)
    assert dict(found.rhythms) == {"not_yet": 0, "due": 11, "late": 4, "unknown": 0}
    assert (found.four[0].due, found.four[1].late) == (2, 3)


def test_few_customers_have_counts_and_no_shares(acme, client_of, vera):
    stand(acme, "no_buys")
    assert quadrants(acme).four[0].percent is None
    page = client_of(vera).get(url("quadrants")).content.decode()
    assert "Says no and buys" in page
    assert "See the customers" not in page  # a viewer sees no names


def test_the_customers_with_what_a_caller_must_know(acme, ana, client_of, stan):
    page = client_of(stan).get(url("quadrant", "no_buys")).content.decode()
    assert "Do not sell: open case" in page
    assert "=Late again" in page
    assert "tel:+573001234567" in page
    browser = client_of(stan)
    with CaptureQueriesContext(connection) as one:
        browser.get(url("quadrant", "no_buys"))
    stand(acme, "no_buys")
    stand(acme, "no_buys")
    with CaptureQueriesContext(connection) as three:
        browser.get(url("quadrant", "no_buys"))
    assert len(one) == len(three)
    assert browser.get(url("quadrant", "maybe")).status_code == 404


def test_a_quadrant_becomes_a_segment_once_and_is_asked(acme, ana, client_of, mark):
    browser = client_of(mark)
    to_contacts = browser.post(url("quadrant_segment", "no_buys"))
    segment = Segment.objects.of(acme).get()
    assert segment.name == "Says no and buys"
    assert to_contacts.headers["Location"].endswith(f"?segment={segment.pk}")
    asking = browser.post(url("quadrant_segment", "no_buys"), {"ask": "1"})
    assert Segment.objects.of(acme).count() == 1
    page = browser.get(asking.headers["Location"])
    assert page.status_code == 200
    assert page.context["preview"].reached.count + page.context["preview"].left_out_count == 1
    factories.segment(acme, "Says yes and buys")
    browser.post(url("quadrant_segment", "yes_buys"))
    assert Segment.objects.of(acme).filter(name="Says yes and buys (2)").exists()


def test_everybody_as_a_file_without_formulas(acme, ana, client_of, mark, stan):
    answer = client_of(mark).post(url("quadrant_export", "no_buys"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    text = archive.read(archive.namelist()[0]).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 2
    assert "'=Late again" in lines[1]
    assert lines[1].endswith("yes")
    assert client_of(stan).post(url("quadrant_export", "no_buys")).status_code == 403


def test_strangers_and_nobody(acme, ana, client_of, xena, client, stan):
    for address in (url("quadrants"), url("quadrant", "no_buys")):
        assert client_of(xena).get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert "Nobody stands here" in client_of(stan).get(url("quadrant", "yes_not")).content.decode()
