"""A seller's day in a real browser: the list, one customer's page, a tick, and nobody with an open case."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from contacts.actions.upsert_purchases import mark_stale
from reports.models import SalesTouch
from responses.actions.notice_answers import notice_answers
from responses.actions.refresh_standings import refresh_standings
from tests import factories
from tests.browser import check_axe

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 30_000  # other tests may have the processors
QUOTE = "El café siempre llega a tiempo"


def customer(survey, product, name, score, comment):
    """Buys every 30 days and has not for 31."""
    now = timezone.now()
    contact = factories.contact(survey.organisation, name=name, phone="")
    for days in (91, 61, 31):
        factories.purchase(contact, bought_at=now - timedelta(days=days), product=product)
    return contact, factories.response(
        survey, score, contact=contact, comment=comment, at=now - timedelta(days=20)
    )


@pytest.fixture
def shop(acme):
    survey = factories.survey(acme)
    coffee = factories.product(acme, "Café en grano", link="https://shop.example.com/cafe")
    people = {name: customer(survey, coffee, name, score, comment) for name, score, comment in (
        ("Ana", 10, QUOTE), ("Beto", 9, ""), ("Carla", 9, "Bien"), ("Dora", 3, "Tarde"),
    )}  # fmt: skip
    factories.case(people["Carla"][1])  # a promoter, and something is open with her
    mark_stale(acme, [contact.pk for contact, _answer in people.values()])
    notice_answers(organisation=acme, since=None)
    refresh_standings(organisation=acme, now=timezone.now())
    return {name: contact for name, (contact, _answer) in people.items()}


def test_a_sellers_day(page, live_server, acme, stan, client_of, shop):
    session = client_of(stan).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page.goto(live_server.url + reverse("reports:dashboard", args=["acme"]))
    page.get_by_role("link", name="Selling").first.click()
    expect(page.get_by_role("heading", name="Today's customers")).to_be_visible(timeout=PATIENCE)
    check_axe(page)
    expect(page.get_by_text(QUOTE)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("ask whether it is time for Café en grano again").first).to_be_visible(
        timeout=PATIENCE
    )
    for absent in ("Carla", "Dora"):
        expect(page.get_by_role("link", name=absent)).to_have_count(0)

    page.get_by_role("link", name="Ana", exact=True).click()
    card = page.get_by_role("region", name="For whoever sells")
    expect(card.get_by_text("Thank them for what they wrote, in their words.")).to_be_visible(
        timeout=PATIENCE
    )
    expect(card.get_by_text("buys about every 30 days")).to_be_visible(timeout=PATIENCE)
    check_axe(page)
    page.go_back()

    ana = page.get_by_role("region", name="Ana")
    ana.get_by_label("Talked: is interested").check()
    ana.get_by_label("Note (optional)").fill("Quiere dos bolsas")
    ana.get_by_role("button", name="Contacted").click()
    expect(page.get_by_text("Ana is ticked.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("region", name="Ticked today").get_by_text("Quiere dos bolsas")).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.get_by_role("region", name="Beto")).to_be_visible(timeout=PATIENCE)
    assert SalesTouch.objects.of(acme).get().contact == shop["Ana"]

    page.goto(live_server.url + reverse("contacts:contact", args=["acme", shop["Carla"].pk]))
    expect(page.get_by_text("Do not sell: open case")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Tick as contacted")).to_have_count(0)
