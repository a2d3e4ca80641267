"""The page of reasons: themes and properties by what goes together with them; each number opens its comments."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from responses.maths import rates
from tests import factories

PAGE = "/o/acme/reasons/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def answers(survey, scores, theme="", polarity=-1, **fields):
    for score in scores:
        row = factories.response(survey, score, comment=f"Sobre {theme or 'nada'}: bien dicho", **fields)
        if theme:
            factories.comment_theme(row, theme, polarity)


@pytest.fixture
def worlds(survey):
    """Delivery pulls down, food lifts, price is mentioned by everybody alike, staff hardly."""
    answers(survey, [0, 2, 3, 5, 6] * 6, "delivery", properties={"branch": "Norte"})
    answers(survey, [9, 10, 10, 9, 9] * 8, "food", 1, properties={"branch": "Centro"})
    answers(survey, [2, 8, 10, 10] * 8, "price", 0, properties={"branch": "Centro"})
    answers(survey, [9, 9], "staff", 1)
    answers(survey, [9, 8, 10] * 5)


def test_who_may_see_it(client_of, client, worlds, olga, mark, stan, vera, xena):
    expected = {olga: 200, mark: 200, stan: 200, vera: 200, xena: 404}
    assert {user: client_of(user).get(PAGE).status_code for user in expected} == expected
    expected[vera] = 403
    assert {user: client_of(user).get(f"{PAGE}delivery/").status_code for user in expected} == expected
    assert client.get(PAGE).status_code == 302
    assert client_of(olga).get(f"{PAGE}nonsense/").status_code == 404
    assert "/responses/" not in client_of(vera).get(PAGE).content.decode()


def test_says_what_is_proven_and_what_is_not(client_of, olga, worlds):
    page = client_of(olga).get(PAGE).context["page"]
    found = {driver.key: driver.effect.pull for driver in page.drivers}
    assert found == {"delivery": "down", "food": "up", "price": "open", "staff": "small"}
    delivery = page.drivers[0]
    assert (delivery.key, delivery.card.n, delivery.of_promoters) == ("delivery", 30, 0)
    assert delivery.effect.points < 0
    assert delivery.effect.low <= delivery.effect.points <= delivery.effect.high < 0
    assert {trait.value for trait in page.traits} == {"Norte", "Centro"}


def test_each_number_opens_its_comments(client_of, olga, worlds):
    client = client_of(olga)
    page = client.get(PAGE).content.decode()
    address = "/o/acme/responses/?theme=delivery&amp;group=detractor&amp;period=90d"
    assert address in page
    assert client.get(address.replace("&amp;", "&")).content.decode().count('id="answer-') == 30


def test_of_each_person_the_last_answer_counts(client_of, acme, olga, survey, worlds):
    ana = factories.contact(acme)
    answers(survey, [0], "delivery", contact=ana, at=timezone.now() - timedelta(days=20))
    answers(survey, [9], "food", 1, contact=ana, at=timezone.now() - timedelta(days=2))
    page = client_of(olga).get(PAGE).context["page"]
    assert {driver.key: driver.card.n for driver in page.drivers}["delivery"] == 30
    assert {driver.key: driver.card.n for driver in page.drivers}["food"] == 41


def test_more_or_less_than_before(client_of, olga, survey):
    then = timezone.now() - timedelta(days=120)
    answers(survey, [9] * 30, "food", 1, at=then)
    answers(survey, [3] * 2, "delivery", at=then)
    answers(survey, [3] * 20, "delivery")
    answers(survey, [9] * 20, "food", 1)
    page = client_of(olga).get(PAGE).context["page"]
    found = {
        driver.key: (driver.change.before, driver.percent, driver.change.course) for driver in page.drivers
    }
    assert found == {"delivery": (6, 50, "more"), "food": (94, 50, "less")}
    change = {driver.key: driver.change for driver in page.drivers}["delivery"]
    assert 0 < change.low < change.points == 44 < change.high


def test_ten_themes_that_move_by_chance_alone_are_not_called_more_or_less(client_of, olga, survey):
    """Alone it would be called proven; one of nine is what chance brings."""
    then = timezone.now() - timedelta(days=120)
    themes = ["food", "price", "staff", "app_website", "packaging", "support", "wait_times", "range_stock"]
    for theme in themes:
        answers(survey, [9] * 10, theme, 1, at=then)
        answers(survey, [9] * 10, theme, 1)
    answers(survey, [9] * 8, "delivery", 1, at=then)
    answers(survey, [9] * 22, "delivery", 1)
    assert rates.difference(8, 88, 22, 102).proven()
    page = client_of(olga).get(PAGE).context["page"]
    delivery = {driver.key: driver.change for driver in page.drivers}["delivery"]
    assert delivery.points > 0
    assert delivery.course == "same"


def test_the_period_before_opens_its_comments_too(client_of, olga, survey):
    then = timezone.now() - timedelta(days=120)
    answers(survey, [3] * 12, "delivery", at=then)
    answers(survey, [3] * 20, "delivery")
    client = client_of(olga)
    page = client.get(PAGE).content.decode()
    address = re.search(r'href="(/o/acme/responses/\?theme=delivery&amp;from=[^"]*)"', page).group(1)
    assert client.get(address.replace("&amp;", "&")).content.decode().count('id="answer-') == 12


def test_properties_stand_beside_themes_with_what_is_not_proven(client_of, olga, survey, worlds):
    answers(survey, [0, 8, 10, 10] * 5, properties={"plan": "a&b=c"})
    answers(survey, [1], properties={"plan": "tiny"})
    client = client_of(olga)
    response = client.get(PAGE)
    traits = {trait.value: trait for trait in response.context["page"].traits}
    assert [trait.effect.pull for trait in response.context["page"].traits] == ["down", "up", "open"]
    assert "tiny" not in traits
    assert (traits["Norte"].card.n, traits["Norte"].of_promoters) == (30, 0)
    address = "/o/acme/responses/?period=90d&amp;prop_plan=a%26b%3Dc"
    assert f'href="{address}"' in response.content.decode()
    assert client.get(address.replace("&amp;", "&")).content.decode().count('id="answer-') == 20


def test_a_hidden_theme_is_not_shown(client_of, olga, worlds):
    client = client_of(olga)
    client.post("/o/acme/themes/", {"sector": "", "shown": ["food", "price"]})
    assert {driver.key for driver in client.get(PAGE).context["page"].drivers} == {"food", "price"}


def test_one_theme_has_quotes_and_months(client_of, olga, survey, worlds):
    row = factories.response(
        survey, 1, comment="El repartidor dejó el paquete con un vecino, llámenme: 555 123 4567"
    )
    factories.comment_theme(row, "delivery")
    page = client_of(olga).get(f"{PAGE}delivery/")
    (quote,) = [quote for quote in page.context["page"].bad if quote.response_id == row.pk]
    assert "[phone]" in quote.text
    newest = page.context["page"].months[-1]
    assert newest.month.mentions == 31
    assert newest.low < newest.percent < newest.high
    address = f"/o/acme/responses/?theme=delivery&tone=bad&from={newest.first}&to={newest.last}"
    assert address.replace("&", "&amp;") in page.content.decode()
    assert client_of(olga).get(address).status_code == 200


def test_queries_do_not_grow(client_of, olga, survey):
    client = client_of(olga)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(PAGE)
        return len(found)

    answers(survey, [1], "delivery")
    client.get(PAGE)
    few = queries()
    for theme in ("food", "price", "staff"):
        answers(survey, [9] * 3, theme, 1)
    assert queries() == few


def test_it_is_a_report(client_of, acme, olga, worlds):
    client = client_of(olga)
    assert client.get("/o/acme/reports/new/?of=drivers").status_code == 200
    view = factories.saved_view(acme, olga, page="drivers", query="period=90d", token="v" * 22)
    shared = client.get(f"/r/{view.token}/")
    assert shared.status_code == 200
    assert "/o/acme/responses/" not in shared.content.decode()


def test_what_may_be_new_stands_with_its_comments(client_of, olga, survey):
    before = timezone.now() - timedelta(days=120)
    for number in range(40):
        factories.response(survey, 9, comment=f"Nada que decir {number}", at=before)
        factories.response(survey, 9, comment=f"Nada que decir {number}")
    for number in range(24):
        factories.response(survey, 2, comment=f"El CAFÉ, frío: llámenme al 555 123 4567 ({number})")
    client = client_of(olga)
    (first, *_) = client.get(PAGE).context["emerging"]
    assert first.rising.now == 24
    assert len(first.comments) == 3
    assert "[phone]" in first.comments[0].text
    read = client.get("/o/acme/responses/", {"theme": "none", "q": first.rising.words, "period": "90d"})
    assert read.content.decode().count('id="answer-') == 24


def test_words_against_the_score_are_counted_and_open(client_of, olga, worlds, survey):
    factories.response(survey, 0, comment="Excelente en todo", clashes=True)
    client = client_of(olga)
    assert "In 1 the words say the contrary" in client.get(PAGE).content.decode()
    assert client.get("/o/acme/responses/?tone=clash&period=90d").content.decode().count('id="answer-') == 1
