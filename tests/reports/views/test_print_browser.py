"""A report on paper: its numbers and charts, none of the buttons around them, nothing cut off."""

import os

import pytest
from django.urls import reverse

from reports.queries.report_pages import PAGES
from tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
A4_WIDTH = 718  # pixels between margins of 10 mm
SHOWN = """() => [...document.querySelectorAll("nav, .actions, .filters, details.panel > summary, .foot, button")]
    .filter(element => element.checkVisibility()).map(element => element.outerHTML.slice(0, 100))"""


# What carries the numbers of pages that have no chart.
SEEN = {"movement": ".card p", "compared": ".card p", "silent": "table"}
SEEN |= dict.fromkeys(("drivers", "said", "barriers", "proof"), ".card p")  # without what they tell of


@pytest.mark.parametrize("key", PAGES)
def test_a_report_on_paper(page, live_server, acme, olga, client_of, key):
    survey = factories.survey(acme, olga)
    for number, score in enumerate([10] * 30 + [8] * 12 + [3] * 14):
        factories.response(
            survey, score, properties={"branch": ("Centro", "Norte")[number % 2]}, comment="Bien"
        )
    session = client_of(olga).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page.goto(live_server.url + reverse(f"reports:{key}", args=["acme"]))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_WIDTH, "height": 1000})
    assert page.evaluate(SHOWN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH
    assert page.locator(f"main {SEEN.get(key, 'svg.chart')}").first.is_visible()
    if folder := os.environ.get("PRINTED"):
        page.screenshot(path=f"{folder}/{key}.png", full_page=True)
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_button_prints(page, live_server, acme, olga, client_of):
    session = client_of(olga).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page.add_init_script("window.print = () => document.title = 'printed'")
    page.goto(live_server.url + reverse("reports:dashboard", args=["acme"]))
    page.get_by_text("Save, share, export").click()
    page.get_by_role("button", name="Print or save as PDF").click()
    assert page.title() == "printed"
