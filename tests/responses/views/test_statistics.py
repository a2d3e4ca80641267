"""How the numbers are worked out, for anybody."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

ADDRESS = "/help/statistics/"


def test_anybody_may_read_it_in_both_languages(db):
    assert reverse("responses:statistics") == ADDRESS
    english, spanish = Client().get(ADDRESS, {"lang": "en"}), Client().get(ADDRESS, {"lang": "es"})
    assert '<a id="interval"></a></p>\n<h2>The interval of one score' in english.content.decode()
    assert '<a id="interval"></a></p>\n<h2>El intervalo de una puntuación' in spanish.content.decode()
    assert spanish["Content-Language"] == "es"


@pytest.mark.parametrize("anchor", ["score", "interval", "verdict", "rate"])
def test_the_dashboards_numbers_lead_to_their_paragraph(acme, olga, client_of, anchor):
    survey = factories.survey(acme)
    for score in (10, 9, 8, 7, 3) * 3:
        factories.response(survey, score)
    page = client_of(olga).get(reverse("reports:dashboard", kwargs={"org": acme.slug})).content.decode()
    assert f'href="{ADDRESS}#{anchor}"' in page
