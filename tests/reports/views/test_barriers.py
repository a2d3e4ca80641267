"""Why they do not buy: shares with their interval, and ours beside theirs by the same people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.queries.barriers import barriers
from reports.queries.needs import SEGMENTS
from reports.queries.own_words import same_words
from responses.models import ExtraAnswer
from responses.queries.slice import Slice
from tests import factories

URL = "/o/acme/barriers/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def say(survey, kind, ours=9, given=None, **said):
    given = factories.response(survey, ours, **(given or {}))
    ExtraAnswer.objects.create(
        organisation=survey.organisation, response=given, kind=kind, answered_at=timezone.now(), **said
    )


def test_forty_of_two_hundred_are_twenty_percent(acme, survey):
    for number in range(200):
        text = ("Almacenaje", "almacenaje.", " ALMACENAJÉ")[number % 3] if number < 40 else f"otra {number}"
        say(survey, "need", text=text)
    found = barriers(Slice(acme), now=timezone.now()).needs
    first = found.needs[0].said
    assert (first.n, first.percent, found.missed) == (40, 20.0, 200)
    assert (round(100 * first.interval.low), round(100 * first.interval.high)) == (15, 26)


def test_the_same_people_rate_both(acme, survey):
    for ours, theirs, people in ((9, 10, 40), (10, 3, 20), (0, 9, 10), (6, 6, 10), (7, 8, 20)):
        for _ in range(people):
            say_rival(survey, ours, theirs)
    found = barriers(Slice(acme), now=timezone.now()).rivals
    assert (found.rated, found.together.ours.shown.score, found.together.theirs.shown.score) == (100, 40, 20)
    assert found.together.whole == (20, -1, 41)
    assert not found.together.difference.proven()
    assert [one.name for one in found.rivals] == ["Bodega Sur"]


def say_rival(survey, ours, theirs):
    say(survey, "rival", ours, text="Bodega Sur", score=theirs)


def test_words_are_the_same_however_they_are_typed():
    assert same_words("  Más  ENVÍOS, ¡ya! ") == same_words("mas envios ya") == "mas envios ya"


def test_page_says_shares_from_ten_answers_on(client_of, acme, survey, vera, xena):
    client = client_of(vera)
    assert "Nobody was asked yet" in client.get(URL).content.decode()
    for _ in range(8):
        say(survey, "barrier", choice="price")
    few = client.get(URL).content.decode()
    assert "Too few" in few
    for _ in range(4):
        say(survey, "barrier", choice="other", text="<b>Opening hours</b>")
    page = client.get(URL).content.decode()
    assert "67%" in page
    assert "&lt;b&gt;Opening hours&lt;/b&gt;" in page
    assert client.get(f"{URL}?period=7d").status_code == 200
    assert client_of(xena).get(URL).status_code == 404


def test_the_number_of_queries_does_not_grow(client_of, acme, survey, vera):
    client = client_of(vera)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    say_rival(survey, 9, 5)
    for number in range(10):  # below that no order is looked for
        say(survey, "need", text=f"b{number}")
    say(survey, "barrier", choice="price")
    one = count()
    for number in range(12):
        say_rival(survey, 9, 5)
        say(survey, "need", text=f"a{number}")
        say(survey, "barrier", choice="stock")
    assert count() == one


def test_forty_of_two_hundred_by_branch_and_what_it_might_be_worth(client_of, acme, survey, vera):
    storage = factories.extra_choice(acme, "need", "Almacenaje")
    for number in range(200):
        given = {"properties": {"branch": "Centro" if number % 2 else "Norte"}}
        if number < 40:  # chosen from the list, or written
            said = {"choice": storage.key} if number % 4 else {"text": "almacenaje."}
        else:
            said = {"choice": "other", "text": f"otra {number}"}
        say(survey, "need", given=given, **said)
    buyer = factories.contact(acme, name="Ana")
    for _ in range(10):
        factories.purchase(buyer, amount=5000, currency=acme.reporting_currency)
    found = barriers(Slice(acme), by="branch", now=timezone.now()).needs
    first = found.needs[0]
    assert (first.said.name, first.said.n, first.said.percent, found.chosen) == (
        "Almacenaje", 40, 20.0, "Almacenaje"
    )  # fmt: skip
    assert first.worth == 40 * found.order.amount
    assert found.needs[1].worth is None  # one customer
    assert [(one.name, one.asked, one.need.said.n) for one in found.groups] == [
        ("Centro", 100, 20), ("Norte", 100, 20)
    ]  # fmt: skip
    page = client_of(vera).get(f"{URL}?by=branch").content.decode()
    assert "15 … 26" in page
    assert "13 … 29" in page  # 20 of 100
    assert "Roughly: the customers who named it" in page
    other = client_of(vera).get(f"{URL}?by=branch&need=otra+41").content.decode()
    assert "Who misses “otra 41”" in other


def test_below_ten_there_is_neither_share_nor_amount(acme, survey):
    buyer = factories.contact(acme, name="Ana")
    for _ in range(10):
        factories.purchase(buyer, amount=5000, currency=acme.reporting_currency)
    for number in range(12):
        branch = "Centro" if number < 9 else "Norte"
        say(
            survey,
            "need",
            given={"properties": {"branch": branch}},
            text="Almacenaje" if number < 9 else "Otra",
        )
    found = barriers(Slice(acme), by="branch", now=timezone.now()).needs
    assert found.needs[0].said.interval is not None
    assert found.needs[0].worth is None
    assert [(one.name, one.need.said.percent, one.need.worth) for one in found.groups] == [
        ("Centro", None, None), ("Norte", None, None)
    ]  # fmt: skip


def test_by_segment_somebody_may_be_in_several_and_counts_once_a_person(acme, survey):
    factories.segment(acme, "Everybody")
    factories.segment(acme, "Centro", [{"field": "property:branch", "operator": "is", "value": "Centro"}])
    for number in range(20):
        branch = "Centro" if number < 10 else "Norte"
        ana = factories.contact(acme, name=f"Ana {number}", properties={"branch": branch})
        for text in ("Otra", "Almacenaje"):  # the last thing said counts
            say(survey, "need", given={"contact": ana}, text=text)
    say(survey, "need", text="Almacenaje")
    found = barriers(Slice(acme), by=SEGMENTS, now=timezone.now()).needs
    assert (found.missed, found.without) == (21, 1)
    assert [(one.name, one.asked, one.need.said.n) for one in found.groups] == [
        ("Everybody", 20, 20), ("Centro", 10, 10)
    ]  # fmt: skip


def test_rivals_by_how_many_name_them_and_where_they_buy_most(client_of, acme, survey, vera):
    factories.extra_choice(acme, "rival", "Bodega Sur")
    for number in range(30):
        name = "bodega sur." if number < 20 else "Otra"
        say(survey, "rival", 9, text=name, score=5, choice="them" if number < 15 else "us")
    say(survey, "rival", 9, score=5)  # neither named nor placed
    found = barriers(Slice(acme), now=timezone.now()).rivals
    first, second = found.named
    assert (first.named.name, first.named.n, first.most.n, first.asked) == ("Bodega Sur", 20, 15, 20)
    assert (second.named.name, second.named.n, second.most.n) == ("Otra", 10, 0)
    assert (round(first.named.percent), found.placed) == (65, 30)
    assert [(one.name, one.n) for one in found.places] == [("us", 15), ("same", 0), ("them", 15)]
    page = client_of(vera).get(URL).content.decode()
    assert "Whom else they buy from" in page
    assert "Most from the other company" in page


def test_own_forty_and_rival_forty_five_by_the_same_people(acme, survey):
    """B8: the difference of the same 100 people, with its interval."""
    for ours, theirs, people in ((9, 9, 45), (9, 7, 10), (7, 9, 15), (5, 5, 15), (8, 8, 15)):
        for _ in range(people):
            say_rival(survey, ours, theirs)
    together = barriers(Slice(acme), now=timezone.now()).rivals.together
    assert (together.ours.shown.score, together.theirs.shown.score) == (40, 45)
    points, low, high = together.whole
    assert points == -5
    assert low < -5 < high
    assert not together.difference.proven()
