"""Every page in a real browser, at three widths, in Spanish in the dark and in English in the light.

axe finds nothing, the console is silent, nothing scrolls sideways, letters can be read, buttons can be hit.
"""

import pytest
from django.test import Client
from playwright.sync_api import Page

from surveys.models import Survey
from tests import factories
from tests.architecture.addresses import Address, addresses
from tests.architecture.samples import leave_caught, sample
from tests.architecture.test_strangers import url_of
from tests.browser import check_axe

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 390, 1366)
# Mails inside a frame: laid out for mail programs, which know no landmarks (test_mail_guide.py looks at them).
MAILS = {"surveys:experiment_mail"}
SMALLEST_LETTERS = 11  # pixels
SMALLEST_TARGET = 24
ROOMS = sorted({address.name.partition(":")[0] if ":" in address.name else "site" for address in addresses()})

MEASURE = """() => {
  const shown = element => element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
  const box = element => element.getBoundingClientRect();
  const name = element => element.outerHTML.slice(0, 120);
  const problems = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) problems.push(`scrolls sideways by ${wide} px`);
  for (const element of document.querySelectorAll("body *")) {
    if (!shown(element) || ![...element.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < SMALLEST_LETTERS) problems.push(`letters of ${size} px: ${name(element)}`);
  }
  for (const element of document.querySelectorAll("button, summary, select, a.button, input:not([type=hidden])")) {
    const {width, height} = box(element.closest("label") || element);
    if (shown(element) && width > 1 && Math.min(width, height) < SMALLEST_TARGET)
      problems.push(`target of ${width} x ${height} px: ${name(element)}`);
  }
  for (const form of document.forms)
    if (shown(form) && form.elements.length && !form.querySelector("button:not([type=button]), button:disabled"))
      problems.push(`form without a submit button: ${name(form)}`);
  return problems;
}""".replace("SMALLEST_LETTERS", str(SMALLEST_LETTERS)).replace("SMALLEST_TARGET", str(SMALLEST_TARGET))


@pytest.fixture
def acmes(acme, olga, stan):
    """A row of everything, and enough answers for every chart."""
    of = sample(acme, olga)
    for score in (0, 3, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 10, 10):
        for branch in ("Centro", "Norte"):
            factories.response(of.survey, score, properties={"branch": branch}, comment="Muy bien")
    factories.response(of.survey, 2, properties={"branch": "Quiosco"})
    return of


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path):
    settings.MAIL_CATCHER_DIR = str(tmp_path)
    leave_caught(tmp_path)


def is_page(client: Client, url: str) -> bool:
    """A whole page, not a redirect, a fragment, a picture or a file."""
    response = client.get(url)
    return (
        response.status_code == 200
        and response.headers["Content-Type"].startswith("text/html")
        and b"<html" in response.content
    )


def of_room(room: str) -> list[Address]:
    """Its pages; allauth's pages behind a mailed key need that mail and are left to its own tests."""
    named = [a for a in addresses() if not (a.is_allauths and a.arguments) and a.name not in MAILS]
    if room == "site":
        return [a for a in named if ":" not in a.name]
    return [a for a in named if a.name.startswith(f"{room}:")]


def look(page: Page, url: str) -> list[str]:
    problems = []
    page.goto(url)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        problems += [f"{width} px: {problem}" for problem in page.evaluate(MEASURE)]
        try:
            check_axe(page)
        except AssertionError as found:
            problems.append(f"{width} px: {found}")
    return [f"{url} {problem}" for problem in problems]


@pytest.mark.parametrize(("language", "scheme"), [("es", "dark"), ("en", "light")])
@pytest.mark.parametrize("room", ROOMS)
def test_every_page(page, live_server, acmes, olga, client_of, room, language, scheme):
    olga.language = language
    olga.save()
    page.emulate_media(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    signed_in, stranger = client_of(olga), Client()
    session = {"name": "session", "value": signed_in.cookies["session"].value, "url": live_server.url}
    problems = []
    for signed, client in ((False, stranger), (True, signed_in)):
        if signed:
            page.context.add_cookies([session])
        for address in of_room(room):
            if address.is_public is not signed and is_page(client, url_of(address, acmes)):
                problems += look(page, live_server.url + url_of(address, acmes))
    assert not problems, "\n".join(problems)


def test_the_walk_has_something_to_walk(acmes, olga, client_of):
    client = client_of(olga)
    pages = [a.name for a in addresses() if a.permission and is_page(client, url_of(a, acmes))]
    assert len(pages) > 25
    assert Survey.objects.of(acmes.organisation).exists()
