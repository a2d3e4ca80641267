"""The pages of published figures in a real browser, and the verdict on the dashboard."""

import pytest
from django.conf import settings
from django.utils import timezone

from reports.actions.choose_benchmark import choose_benchmark
from tests import factories
from tests.browser import check_axe

pytestmark = pytest.mark.django_db(transaction=True)


def test_they_fit_and_axe_has_nothing_to_say(page, live_server, acme, olga, client_of):
    choose_benchmark(organisation=acme, industry="software", by=olga, now=timezone.now())
    own = factories.benchmark(acme)
    survey = factories.survey(acme)
    for score in [3] * 10 + [10] * 5:
        factories.response(survey, score)
    cookie = client_of(olga).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    for path in ("benchmarks/", f"benchmarks/{own.key}/", "benchmarks/?industry=other", "dashboard/"):
        for width, height in ((320, 700), (1366, 900)):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme=scheme)
                page.goto(f"{live_server.url}/o/acme/{path}")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
                check_axe(page)
