"""The case desk in a browser: readable at every width, in the dark, and alive without a reload."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from followup.actions.add_note import add_note
from followup.actions.assign_case import assign_case
from tests import factories
from tests.browser import check_axe

COMMENTS = [
    ("Marta Ríos", 3, "Esperé 25 minutos y el pedido llegó equivocado. Nadie pidió disculpas.", -1.2),
    ("Ana Lucía", 6, "Me cobraron dos veces en la app", 2),
    ("Pedro Solís", 0, "", 26),
    ("Inés Vega", 7, "Muy bien, pero llámenme", 30),
]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(acme, olga, stan):
    survey = factories.survey(acme, owner=stan)
    now = timezone.now()
    cases = []
    for name, score, comment, hours in COMMENTS:
        contact = factories.contact(acme, name=name, phone=f"+57300123450{score}")
        factories.response(survey, 9, contact=contact, at=now - timedelta(days=200))
        response = factories.response(survey, score, contact=contact, comment=comment, wants_contact=True)
        cases.append(factories.case(response, olga, due_at=now + timedelta(hours=hours)))
    assign_case(case=cases[0], owner=stan, by=olga, now=now)
    add_note(case=cases[0], text="La llamé, no contestó.", by=stan, now=now)
    assign_case(case=cases[1], owner=stan, by=olga, now=now)
    return cases


@pytest.fixture
def visit(context, page, client_of, stan, live_server):
    """visit(path) opens a page as Stan."""
    session = client_of(stan).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    def visit(path):
        page.goto(f"{live_server.url}{path}")
        return page

    return visit


def address(case=None):
    if case:
        return reverse("followup:case", kwargs={"org": "acme", "case_id": case.pk})
    return reverse("followup:cases", kwargs={"org": "acme"})


def keep(page, name):
    """A picture for whoever wants to look: SCREENSHOTS names the folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1366])
def test_readable_for_everybody(visit, page, desk, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for name, path in (("cases", address()), ("case", address(desk[0]))):
        visit(path)
        if name == "case":
            page.get_by_text("Close case").first.click()
        keep(page, f"{name}_{width}_{scheme}")
        check_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_phone_shows_one_thing_at_a_time(visit, page, desk):
    page.set_viewport_size({"width": 390, "height": 800})
    visit(address())
    expect(page.locator("#case-title")).to_be_hidden()
    page.locator(f"#case-{desk[0].pk}").click()
    expect(page.locator("#case-title")).to_be_visible()
    expect(page.locator("#case-list")).to_be_hidden()


def test_a_new_case_appears_without_a_reload(visit, page, desk, acme, stan):
    page.set_viewport_size({"width": 1366, "height": 900})
    visit(address())
    page.locator(f"#case-{desk[1].pk}").focus()
    factories.case(factories.response(desk[0].survey, 1, comment="Just in"), stan)
    expect(page.get_by_text("Just in")).to_be_visible(timeout=9000)
    expect(page.locator(f"#case-{desk[1].pk}")).to_be_focused()


@pytest.mark.allow_console("422")
def test_close_without_a_mouse_or_a_script(visit, page, desk, acme):
    factories.cause(acme, "Late delivery")
    factories.remedy(acme)
    visit(address(desk[0]))
    page.get_by_text("Close case").first.press("Enter")
    page.get_by_label("Cause", exact=True).select_option("Late delivery")
    page.get_by_label("Action taken", exact=True).select_option("Refunded")
    page.get_by_label("Outcome", exact=True).select_option("resolved")
    page.get_by_label("Closing note").fill("Sent a new one")
    page.get_by_role("button", name="Close case").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Case closed.")).to_be_visible()
    desk[0].refresh_from_db()
    assert not desk[0].is_open


def test_single_keys_lead_through_the_list_and_the_case(visit, page, desk, stan):
    page.set_viewport_size({"width": 1366, "height": 900})
    visit(f"{address()}?tab=open")
    second = page.locator("#case-list a.item").nth(1)
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{second.get_attribute('href')}")
    for key, field in (
        ("r", "#id_reply-text"),
        ("n", "#id_note-text"),
        ("a", "#id_assign-owner"),
        ("e", "#id_escalate-reason"),
        ("z", "[name=snooze-day]"),
        ("c", "#id_close-cause"),
        ("/", "#case-search"),
    ):
        page.keyboard.press(key)
        expect(page.locator(field)).to_be_focused()
        page.evaluate("document.activeElement.blur()")
    # With a modifier, in a field or under the help sheet a key is only a key.
    page.keyboard.press("Control+c")
    page.locator("#id_note-text").fill("")
    page.keyboard.type("j?r")
    expect(page.locator("#id_note-text")).to_have_value("j?r")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    check_axe(page)
    page.keyboard.press("r")
    expect(page.locator("#id_reply-text")).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_who_switched_the_keys_off_has_none(visit, page, desk, stan):
    stan.shortcuts = False
    stan.save()
    page.set_viewport_size({"width": 1366, "height": 900})
    visit(address())
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert page.evaluate("document.activeElement === document.body")
    expect(page.locator("#keys")).to_have_count(0)


def test_an_at_offers_colleagues(visit, page, desk, mark):
    page.set_viewport_size({"width": 1366, "height": 900})
    visit(address(desk[0]))
    box = page.locator("#id_note-text")
    box.press_sequentially("Please look, @ma")
    expect(page.get_by_role("listbox").get_by_role("option", name="Mark")).to_be_visible()
    check_axe(page)
    box.press("Enter")
    expect(box).to_have_value("Please look, @Mark ")
    box.press_sequentially("@zzz")
    expect(page.locator(".offers [role=option]")).to_have_count(0)
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_role("status").filter(has_text="Told: Mark.")).to_be_visible()
