"""Numbers and days in templates follow the organisation's region and zone, and the reader's language."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

BOGOTA = SimpleNamespace(region="es-CO", zone=ZoneInfo("America/Bogota"))
# In Bogotá it is still the evening of the eighth.
MOMENT = datetime(2026, 5, 9, 2, 30, tzinfo=UTC)


def render(source, organisation=BOGOTA, **values):
    request = SimpleNamespace(organisation=organisation)
    return Template("{% load promotor %}" + source).render(Context({"request": request, **values}))


@pytest.fixture(autouse=True)
def _spanish():
    with translation.override("es"):
        yield


@pytest.mark.parametrize(
    ("source", "values", "text"),
    [
        ("{{ points|signed }}", {"points": -12}, "\N{MINUS SIGN}12"),
        ("{{ code|language }}", {"code": "en"}, "Inglés"),
        ("{{ code|language }}", {"code": "qu"}, "qu"),
        ("{{ codes|languages }}", {"codes": ["es", "en"]}, "Español, Inglés"),
        ("{% number n %}", {"n": 1204}, "1.204"),
        ("{% percent n %}", {"n": 23}, "23%"),
        ("{% day moment %}", {"moment": MOMENT}, "8 may 2026"),
        ("{% date first %}", {"first": date(2026, 5, 9)}, "9 may 2026"),
        ("{{ score|category }}", {"score": 6}, "detractor"),
        ("{{ score|category }}", {"score": 7}, "passive"),
        ("{{ score|category }}", {"score": 9}, "promoter"),
        ('{{ mapping|get:"a" }}', {"mapping": {"a": 1}}, "1"),
        ('{{ mapping|get:"b" }}', {"mapping": {"a": 1}}, ""),
        ('{{ mapping|get:"b" }}', {"mapping": None}, ""),
    ],
)
def test_filters_and_tags(source, values, text):
    assert render(source, **values) == text


def test_a_moment_has_the_local_day_and_time():
    text = render("{% moment value %}", value=MOMENT)
    assert text.startswith("8 may 2026, 9:30")


def test_without_an_organisation_the_servers_zone_counts():
    assert render("{% day moment %}", organisation=None, moment=MOMENT) == "9 may 2026"
    assert Template("{% load promotor %}{% number 5 %}").render(Context({})) == "5"
