"""The page of saying and buying in a browser, full of figures: axe finds nothing, nothing scrolls sideways."""

import pytest
from django.urls import reverse

from tests import factories
from tests.journeys.test_every_page import look
from tests.reports.views.test_said import answered

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "scheme"), [("es", "dark"), ("en", "light")])
def test_the_page_can_be_read_by_everybody(page, live_server, acme, olga, client_of, language, scheme):
    survey = factories.survey(acme)
    for days_ago in (120, 160):
        answered(survey, 10, 120, 30, days_ago=days_ago)
        answered(survey, 0, 80, 40, days_ago=days_ago)
    page.emulate_media(color_scheme=scheme)
    page.context.add_cookies(
        [
            {"name": "django_language", "value": language, "url": live_server.url},
            {"name": "session", "value": client_of(olga).cookies["session"].value, "url": live_server.url},
        ]
    )
    assert look(page, live_server.url + reverse("reports:said", args=["acme"])) == []
    assert page.locator("svg.chart").count() == 2
