"""The calculator in a real browser: phone and desktop, light and dark, without script and without cookies."""

import pytest

from tests.browser import check_axe

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = [(320, 700), (1366, 900)]
PAGES = [
    "",
    "?promoters=52&passives=30&detractors=18&lang=es",
    "?c0=18&c7=20&c8=10&c10=52",
    "?promoters=lots&passives=30&detractors=1",
]


@pytest.mark.allow_console("422")
@pytest.mark.parametrize("query", PAGES)
def test_it_fits_and_axe_has_nothing_to_say(page, live_server, query):
    for width, height in SIZES:
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{live_server.url}/nps-calculator/{query}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            check_axe(page)


@pytest.mark.browser_context_args(java_script_enabled=False, locale="es-MX")
def test_from_the_empty_page_to_a_result_in_another_language(page, live_server):
    page.goto(f"{live_server.url}/nps-calculator/")
    page.get_by_label("Promotores (9–10)").fill("52")
    page.get_by_label("Pasivos (7–8)").fill("30")
    page.get_by_label("Detractores (0–6)").fill("18")
    page.get_by_role("button", name="Calcular").click()
    assert page.locator(".nps .big").inner_text() == "+34"
    page.get_by_role("link", name="English").click()
    assert page.get_by_text("With 95% confidence between +18 and +48.").is_visible()
    assert page.context.cookies() == []
