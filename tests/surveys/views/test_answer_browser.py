"""The public page in a real browser: phones, dark rooms, keyboards, no script, few bytes."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from responses.models import Response
from surveys.actions.store_logo import store_logo
from surveys.models import Survey
from tests import factories
from tests.browser import check_axe
from tests.surveys.views.test_editor import picture

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [320, 390, 1366]
PROMPTS = {"detractor": "(0-6)", "passive": "(7-8)", "promoter": "(9-10)"}


@pytest.fixture
def url(acme, olga, live_server):
    survey = factories.survey(acme, owner=olga)
    contact = factories.contact(acme, name="Ana", language="es")
    return f"{live_server.url}/s/{factories.invitation(survey, contact).token}/"


@pytest.fixture
def open_url(acme, olga, live_server):
    return f"{live_server.url}/p/{factories.survey(acme, owner=olga).open_token}/"


def measure(page: Page) -> None:
    """What axe does not see: sideways scroll, small targets, small letters."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for box in page.eval_on_selector_all(
        ".scale label, button, nav a", "all => all.map(e => e.getBoundingClientRect().toJSON())"
    ):
        assert box["width"] >= 43.5 or page.viewport_size["width"] > 1000, box
        assert box["height"] >= 44, box
    assert (
        page.evaluate(
            "Math.min(...[...document.querySelectorAll('main :not(input)')].map("
            "e => parseFloat(getComputedStyle(e).fontSize)))"
        )
        >= 14
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_state_of_the_page_is_accessible(page, url, width, scheme, language):
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{url}3/?lang={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    measure(page)
    check_axe(page)
    page.get_by_role("button").click()
    check_axe(page)
    page.goto(f"{url}?lang={language}")
    measure(page)
    check_axe(page)


@pytest.mark.allow_console("422")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_refused_answer_is_accessible_and_leads_to_the_scale(page, url, scheme):
    page.set_viewport_size({"width": 320, "height": 740})
    page.emulate_media(color_scheme=scheme)
    page.goto(url)
    page.get_by_role("textbox").fill("Muy lento")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("Elige un número")
    expect(page.get_by_role("textbox")).to_have_value("Muy lento")
    measure(page)
    check_axe(page)
    page.get_by_role("alert").get_by_role("link").click()
    page.keyboard.press("Space")
    expect(page.locator("#s0")).to_be_checked()


@pytest.mark.parametrize(
    ("score", "group"),
    [(0, "detractor"), (6, "detractor"), (7, "passive"), (8, "passive"), (9, "promoter"), (10, "promoter")],
)
def test_without_a_script_one_answers_all_the_same(browser: Browser, url, score, group):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(url)
    expect(page.get_by_text("¿Por qué?", exact=True)).to_be_visible()
    page.locator(f"#s{score}").check()
    expect(page.locator(f".on-{group}")).to_be_visible()
    expect(page.locator(f".on-{group}")).to_contain_text(PROMPTS[group])
    assert page.locator(".ask label span:visible").count() == 2  # the prompt and "optional"
    page.get_by_role("textbox").fill("Porque sí")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_contain_text(PROMPTS[group])
    page.get_by_role("link", name="Cambiar mi respuesta").click()
    expect(page.locator(f"#s{score}")).to_be_checked()
    expect(page.get_by_role("textbox")).to_have_value("")
    assert Response.objects.get().score == score
    assert context.cookies() == []
    context.close()


def test_keyboard_alone_is_enough(page, url):
    page.goto(url)
    page.locator("#s0").focus()
    page.keyboard.press("9")
    expect(page.locator("#s9")).to_be_checked()
    page.keyboard.press("1")
    page.keyboard.press("0")
    expect(page.locator("#s10")).to_be_checked()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#s9")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("10 de 10")  # digits choose nothing here
    expect(page.locator("#s9")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("(9-10)")
    stored = Response.objects.get()
    assert (stored.score, stored.comment, stored.wants_contact) == (9, "10 de 10", True)


def test_double_click_is_one_answer(page, open_url):
    page.goto(open_url)
    page.locator("#s4").check()
    page.get_by_role("button").dblclick()
    expect(page.get_by_role("heading")).to_contain_text("(0-6)")
    assert Response.objects.count() == 1


def test_page_is_light_and_asks_nobody_else(page, url, acme):
    survey = Survey.objects.get()
    survey.logo = store_logo(organisation=acme, content=picture())
    survey.published = None
    survey.save()
    version = factories.version(survey, number=2)
    version_logo = type(version).objects.create(
        organisation=acme,
        survey=survey,
        number=3,
        brand="Acme",
        default_language="es",
        texts=version.texts,
        color="#0b5f57",
        logo=survey.logo,
        published_at=version.published_at,
    )
    survey.published = version_logo
    survey.save()
    requests, sizes = [], []
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108 - playwright marks the function
    page.goto(re.sub(r"/s/.*", f"/p/{survey.open_token}/", url), wait_until="networkidle")
    for request in requests:
        body = request.response().body()
        sizes.append(len(body))
        assert request.url.startswith(re.match(r"http://[^/]+", url)[0])
    assert page.locator("img").evaluate("image => image.naturalWidth") > 0
    assert len(requests) == 3
    assert sum(sizes) <= 20_000, sizes  # uncompressed, so less on the wire
    assert page.context.cookies() == []


def test_editor_shows_what_is_typed_in_the_phone(page, live_server, acme, olga, client_of):
    survey = factories.survey(acme, owner=olga)
    session = client_of(olga).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/o/acme/surveys/{survey.pk}/edit/")
    phone = page.frame_locator("iframe[name=preview]")
    expect(phone.get_by_role("heading")).to_contain_text("Acme")
    page.get_by_label("Brand").fill("Café Aurora")
    expect(phone.get_by_role("heading")).to_contain_text("Café Aurora")
    expect(page.get_by_label("Brand")).to_be_focused()
    check_axe(page)
    survey.refresh_from_db()
    assert survey.brand == "Acme"


@pytest.mark.parametrize("width", [320, 1366])
def test_inside_pages_fit_and_are_accessible(page, live_server, acme, olga, client_of, width):
    survey = factories.survey(acme, owner=olga, name="A" * 80)
    answer = factories.response(survey, 3, comment="x" * 300, contact=factories.contact(acme))
    session = client_of(olga).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 800})
    for path in (
        "surveys/",
        "surveys/new/",
        f"surveys/{survey.pk}/",
        f"surveys/{survey.pk}/edit/",
        "responses/",
        f"responses/{answer.pk}/",
    ):
        page.goto(f"{live_server.url}/o/acme/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        check_axe(page)
