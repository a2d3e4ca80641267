"""The public calculator: the address is the input, and everybody may ask."""

import pytest
from django.test import Client
from django.urls import reverse

URL = reverse("responses:calculator")


def get(query="", **headers):
    return Client().get(f"{URL}?{query}", headers=headers)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.django_db
def test_the_case_of_the_articles():
    response = get("promoters=52&passives=30&detractors=18")
    body = text(response)
    assert response.status_code == 200
    assert "+34" in body
    assert "With 95% confidence between +18 and +48." in body
    assert "<strong>Positive</strong>" in body
    assert "Result of 100 answers" in body


def test_it_needs_neither_database_nor_session():
    response = get("promoters=52&passives=30&detractors=18")
    assert response.status_code == 200
    assert response.cookies == {}


def test_eleven_counts_give_the_same():
    body = text(get("c0=18&c7=20&c8=10&c10=52"))
    assert "+34" in body
    assert "between +18 and +48" in body
    assert "How often each number from 0 to 10 was given" in body


def test_each_number_once():
    body = text(get("&".join(f"c{score}=1" for score in range(11))))
    assert "−46" in body  # 18 % promoters − 64 % detractors, as the shares shown
    assert "Few answers: a first indication." in body


def test_more_detractors_than_promoters_is_said_so():
    body = text(get("promoters=30&passives=30&detractors=40"))
    assert 'class="big negative">−10<' in body
    assert "<strong>Negative</strong>: more detractors than promoters answered" in body
    assert "and that is not chance" in text(get("promoters=300&passives=300&detractors=400"))


def test_answers_needed():
    response = get("promoters=600&passives=250&detractors=150")
    result = response.context["result"]
    # 15 % detractors and 60 % promoters: the profile of the reference values.
    assert dict(result.needed)[5] == 842
    assert result.for_change == 861
    assert result.from_these


def test_answers_that_are_all_alike_still_need_some():
    assert all(
        answers > 10 for _, answers in get("promoters=100&passives=0&detractors=0").context["result"].needed
    )


def test_few_answers_use_the_usual_mix():
    result = get("promoters=10&passives=3&detractors=1").context["result"]
    assert (dict(result.needed)[5], result.from_these) == (842, False)


def test_below_ten_answers_there_is_no_score():
    body = text(get("promoters=7&passives=1&detractors=1"))
    assert "too few for a score" in body
    assert 'class="big' not in body


def test_the_empty_page_asks_and_shows_nothing():
    response = get()
    assert response.status_code == 200
    assert "What comes out" in text(response)
    assert response.context["result"] is None


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("promoters=abc&passives=30&detractors=18", "promoters"),
        ("promoters=52&passives=-1&detractors=18", "passives"),
        ("promoters=52&passives=30", "detractors"),
        ("promoters=52&passives=30&detractors=1.5", "detractors"),
        ("promoters=52&passives=30&detractors=99999999999999999999", "detractors"),
        ("promoters=52&passives=30&detractors=%00", "detractors"),
        ("promoters=0&passives=0&detractors=0", "promoters"),
        ("c4=x", "c4"),
        ("c0=", "c0"),
        ("how=scores&c10=0", "c0"),
    ],
)
def test_what_makes_no_sense_is_named_and_kept(query, field):
    response = get(query)
    form = response.context["form"]
    assert response.status_code == 422
    assert list(form.errors) == [field]
    for name, value in response.wsgi_request.GET.items():
        if name in form.fields:
            assert form[name].value() == value
    assert "Please check this:" in text(response)


@pytest.mark.parametrize(
    "query", ["how=nonsense", "lang=xx", "lang=", "how=scores", "promoters", "utm_source=mail"]
)
def test_other_addresses_do_no_harm(query):
    assert get(query).status_code in {200, 422}


def test_the_language_of_the_browser_or_of_the_address():
    assert "Calculadora" in text(get("", accept_language="es-MX"))
    assert "NPS calculator" in text(get("lang=en", accept_language="es-MX"))
    spanish = get("promoters=52&passives=30&detractors=18&lang=es", accept_language="en")
    assert spanish["Content-Language"] == "es"
    assert "Con un 95 % de confianza entre +18 y +48." in text(spanish)


def test_the_address_of_a_result_gives_the_same_result():
    first = get("promoters=52&passives=30&detractors=18&lang=es")
    again = Client().get(first.context["shared"].partition("8000")[2] or first.context["shared"])
    assert again.context["result"] == first.context["result"]
    assert again["Content-Language"] == "es"


def test_eleven_counts_can_be_taken_over_as_three():
    response = Client().get(get("c0=18&c7=20&c8=10&c10=52").context["groups_url"])
    assert response.context["result"].card.shown.score == 34


def test_only_looking_is_allowed():
    assert Client().head(URL).status_code == 200
    assert Client(enforce_csrf_checks=True).post(URL).status_code in {403, 405}


@pytest.mark.django_db
def test_it_is_linked_from_the_sign_in_page(client):
    assert URL in client.get(reverse("account_login")).content.decode()
