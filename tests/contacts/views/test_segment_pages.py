import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Segment
from tests import factories

PAGES = ["segments", "segment_new", "segment_edit", "segment_delete", "segment_count"]
RULES = [{"field": "property:Sucursal", "operator": "is", "value": "Norte"}]


def url(name, pk=None):
    return reverse(f"contacts:{name}", args=["acme", *([pk] if pk else [])])


@pytest.fixture
def north(acme):
    factories.contact(acme, properties={"Sucursal": "Norte"})
    factories.contact(acme, properties={"Sucursal": "Sur"})
    return factories.segment(acme, "North", RULES)


def row(place, field, operator="is", value=""):
    return {f"field_{place}": field, f"operator_{place}": operator, f"value_{place}": value}


@pytest.mark.parametrize("where", PAGES)
def test_who_may_open_a_page(where, north, olga, mark, stan, vera, xena, client, client_of):
    address = url(where, north.pk if where in ("segment_edit", "segment_delete") else None)
    looks = where in ("segments", "segment_count")
    for user, status in [(olga, 200), (mark, 200), (stan, 200 if looks else 403), (vera, 403), (xena, 404)]:
        assert client_of(user).get(address).status_code == status, user
    assert client.get(address).status_code == 302


def test_a_segment_of_another_organisation_is_not_there(other, olga, client_of):
    foreign = factories.segment(other)
    assert client_of(olga).get(url("segment_edit", foreign.pk)).status_code == 404
    assert client_of(olga).post(url("segment_delete", foreign.pk)).status_code == 404


def test_each_segment_counts_its_contacts_in_one_query(acme, north, olga, client_of):
    browser = client_of(olga)
    factories.segment(acme, "Nobody", [{"field": "language", "operator": "is", "value": "fr"}])
    browser.get(url("segments"))
    with CaptureQueriesContext(connection) as two:
        lines = browser.get(url("segments")).context["lines"]
    assert [(segment.name, count) for segment, count in lines] == [("Nobody", 0), ("North", 1)]
    factories.segment(acme, "All")
    with CaptureQueriesContext(connection) as three:
        browser.get(url("segments"))
    assert len(three) == len(two)


def test_a_segment_is_saved_changed_and_deleted(acme, north, mark, client_of):
    browser = client_of(mark)
    data = {"name": "South", **row(0, ""), **row(1, "property:Sucursal", "is", "Sur")}
    assert browser.post(url("segment_new"), data).url == url("segments")
    south = Segment.objects.get(name="South")
    assert south.rules == [{"field": "property:Sucursal", "operator": "is", "value": "Sur"}]
    browser.post(url("segment_edit", south.pk), {"name": "All", **row(0, "")})
    south.refresh_from_db()
    assert (south.name, south.rules) == ("All", [])
    browser.post(url("segment_delete", south.pk))
    assert not Segment.objects.filter(pk=south.pk).exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": ""}, "required"),
        ({"name": "north"}, "Another segment has this name"),
        ({"name": "x", **row(0, "language", "is", "")}, "Write the value"),
        ({"name": "x", **row(0, "language", "", "es")}, "Choose a comparison"),
        ({"name": "x", **row(0, "property:Sucursal", "at_least", "many")}, "need a number"),
        ({"name": "x", **row(0, "email", "is", "x")}, "what the condition is about"),
        ({"name": "x", **row(0, "language", "contains", "x" * 201)}, "too long"),
    ],
)
def test_bad_input_is_named_and_kept(north, mark, client_of, data, words):
    answer = client_of(mark).post(url("segment_new"), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Segment.objects.count() == 1


def test_the_count_without_script_saves_nothing(north, mark, client_of):
    data = {"name": "South", "count": "1", **row(0, "property:Sucursal", "is", "Sur")}
    answer = client_of(mark).post(url("segment_new"), data)
    assert answer.status_code == 200
    assert "1 contact now" in answer.content.decode()
    assert Segment.objects.count() == 1


def test_the_live_count(north, mark, client_of):
    browser = client_of(mark)
    assert "2 contacts now" in browser.get(url("segment_count"), {"name": ""}).content.decode()
    found = browser.get(url("segment_count"), row(0, "property:Sucursal", "is", "Norte"))
    assert "1 contact now" in found.content.decode()
    assert "Complete" in browser.get(url("segment_count"), row(0, "language", "is", "")).content.decode()
    assert browser.get(url("segment_count"), row(0, "nonsense", "is", "x")).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("en", "says NO and buys"), ("es", "Dice que no y compra")])
def test_quadrants_and_rhythms_are_read_and_written_in_words(acme, olga, client_of, language, words):
    browser = client_of(olga)
    browser.cookies["django_language"] = language
    data = {"name": "Leaving", **row(0, "quadrant", "is", words), **row(1, "rhythm", "is_not", "due")}
    assert browser.post(url("segment_new"), data).status_code == 302
    segment = Segment.objects.get(name="Leaving")
    assert [rule["value"] for rule in segment.rules] == ["no_buys", "due"]
    page = browser.get(url("segment_edit", segment.pk)).content.decode()
    assert "no_buys" not in page
    assert words.casefold() in page.casefold()


def test_a_quadrant_nobody_knows_is_refused_with_what_may_be_written(acme, olga, client_of):
    data = {"name": "Leaving", **row(0, "quadrant", "is", "buyers")}
    answer = client_of(olga).post(url("segment_new"), data)
    assert answer.status_code == 422
    assert "Says yes and buys" in str(answer.context["form"].errors["value_0"])
    assert answer.context["form"]["value_0"].value() == "buyers"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("last_bought", "yesterday", "Write a day"),
        ("score", "ten", "Write a number"),
        ("sms_consent", "maybe", "yes; no"),
    ],
)
def test_a_value_that_no_customer_can_have_is_refused(acme, olga, client_of, field, typed, words):
    answer = client_of(olga).post(url("segment_new"), {"name": "Nobody", **row(0, field, "is", typed)})
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors["value_0"])
    assert answer.context["form"]["value_0"].value() == typed
