"""In a real browser: from the score to the reason in three clicks, a correction that counts, a theme of one's own."""

import pytest
from playwright.sync_api import Page, expect

from responses.actions.read_comments import read_comments
from responses.models import OwnTheme
from tests import factories
from tests.browser import check_axe

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 90_000


@pytest.fixture
def comments(acme, mark):
    survey = factories.survey(acme, owner=mark)
    for number in range(12):
        factories.response(survey, 2, comment=f"El pedido llegó tarde, otra vez {number}")
    for number in range(24):
        factories.response(survey, 10, comment=f"La comida deliciosa, imposible estacionar {number % 2}")
    read_comments(organisation=acme)
    return survey


@pytest.fixture
def manager(page: Page, live_server, client_of, mark):
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)  # a machine that runs other tests beside this one
    page.context.add_cookies(
        [{"name": "session", "value": client_of(mark).cookies["session"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/o/acme/dashboard/")
    yield page
    expect.set_options(timeout=5_000)


def test_from_the_score_to_the_reason_in_three_clicks(manager, comments):
    manager.get_by_role("link", name="Reasons").first.click()
    row = manager.get_by_role("row").filter(has_text="Delivery")
    expect(row).to_contain_text("Goes with a lower score")
    check_axe(manager)
    row.get_by_role("link", name="Delivery", exact=True).click()
    expect(manager.get_by_role("heading", name="Criticism worth reading")).to_be_visible()
    manager.get_by_role("link", name="All its comments").click()
    expect(manager.locator("[id^=answer-]")).to_have_count(12)
    expect(manager.locator("[id^=answer-]").first).to_contain_text("llegó tarde")
    check_axe(manager)


def test_a_correction_changes_the_counts(manager, comments):
    manager.get_by_role("link", name="Reasons").first.click()
    manager.get_by_role("row").filter(has_text="Delivery").get_by_role("link", name="12 comments").click()
    manager.locator("[id^=answer-]").first.get_by_role("link", name="Correct").click()
    manager.get_by_role("checkbox", name="Delivery").uncheck()
    manager.get_by_role("checkbox", name="Staff").check()
    check_axe(manager)
    manager.get_by_role("button", name="Save").click()
    expect(manager.locator("[id^=answer-]")).to_have_count(11)
    manager.go_back()
    manager.get_by_role("link", name="Overview").first.click()
    manager.get_by_role("link", name="Reasons").first.click()
    expect(manager.get_by_role("row").filter(has_text="Delivery")).to_contain_text("11")
    expect(manager.get_by_role("row").filter(has_text="Staff")).to_contain_text("1")


def test_an_own_theme_with_twenty_taps(manager, comments, acme):
    manager.get_by_role("link", name="Reasons").first.click()
    manager.get_by_role("link", name="Which words make a theme").click()
    manager.get_by_role("link", name="A theme of your own").click()
    manager.get_by_label("What is it called?").fill("Estacionamiento")
    manager.get_by_role("button", name="Show me comments").click()
    for taps in range(20):
        expect(manager.get_by_text(f"{taps} of 20 answered")).to_be_visible()
        is_about = "estacionar" in manager.get_by_role("blockquote").inner_text()
        manager.get_by_role("button", name="Yes" if is_about else "No", exact=True).click()
    check_axe(manager)
    manager.get_by_role("button", name="Look for it in all comments").click()
    expect(manager.get_by_text("your own", exact=True)).to_be_visible()
    read_comments(organisation=acme)
    assert OwnTheme.objects.get().is_active
    manager.get_by_role("link", name="Reasons").first.click()
    expect(manager.get_by_role("row").filter(has_text="Estacionamiento")).to_contain_text("24")
