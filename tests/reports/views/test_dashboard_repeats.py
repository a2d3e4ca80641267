"""Of somebody who answered twice the last answer counts, and the page says so."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories

NOW = timezone.now()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "10 answers · 2 earlier answers of the same people set aside"),
        ("es", "10 respuestas · 2 respuestas anteriores de las mismas personas, apartadas"),
    ],
)
def test_says_how_many_answers_were_set_aside(acme, olga, client_of, language, words):
    survey = factories.survey(acme)
    people = [factories.contact(acme) for _ in range(10)]
    for person in people:
        factories.response(survey, 10, at=NOW - timedelta(hours=1), contact=person)
    for person in people[:2]:
        factories.response(survey, 0, at=NOW - timedelta(days=3), contact=person)
    client = client_of(olga)
    client.cookies["django_language"] = language
    page = client.get(reverse("reports:dashboard", kwargs={"org": acme.slug})).content.decode()
    assert words in page
    assert '<div class="big">+100</div>' in page
