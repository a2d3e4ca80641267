"""The pages of this room in a real browser: no sideways scrolling, nothing axe objects to, the one script."""

import pytest
from django.conf import settings

from accounts.models import Organisation
from tests import factories
from tests.browser import check_axe

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = [(320, 700), (1366, 900)]


def look_at(page, url):
    for width, height in SIZES:
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            page.goto(url)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (url, width)
            check_axe(page)


def test_pages_of_the_settings(page, live_server, acme, olga, mark, client_of):
    factories.invite(acme, "a.rather.long.address.of.a.colleague@subdomain.example.com", olga)
    cookie = client_of(olga).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    for path in ("/o/acme/settings/", "/o/acme/settings/people/", "/o/acme/settings/journal/", "/profile/"):
        look_at(page, live_server.url + path)


def test_invitation(page, live_server, acme, olga):
    invite = factories.invite(acme, "nora@example.com", olga)
    look_at(page, f"{live_server.url}/invite/{invite.token}/")


@pytest.mark.browser_context_args(timezone_id="America/Lima", locale="es-PE")
def test_signing_up_takes_time_zone_and_region_from_the_browser(page, live_server):
    page.goto(f"{live_server.url}/accounts/signup/")
    page.locator("[name=name]").fill("Nora")
    page.locator("[name=company]").fill("Café Aurora")
    page.locator("[name=email]").fill("nora@example.com")
    page.locator("[name=password1]").fill("correct horse battery")
    with page.expect_navigation():
        page.locator("main .card button").click()

    organisation = Organisation.objects.get()
    assert (organisation.time_zone, organisation.region) == ("America/Lima", "es-PE")
    assert page.url.endswith("/o/cafe-aurora/dashboard/")
