"""Eight kinds of machine and fifty people at their mails, in a real browser: no machine counts, people do.

The machines come while the mail arrives, as scanners do; the people come later, two of them to links that a
machine has been through. Half an hour passes by the clock argument of the sweep.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import requests
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from followup.models import Case
from followup.tasks import triage_answers
from responses.actions.settle_answer import settle_answer
from responses.models import ProvisionalAnswer, Response
from surveys.models import Invitation
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
SCORES = range(11)
# Chromium tells pages that a program steers it; neither a scanner nor a person's browser does.
AS_A_PERSONS = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})"
Invite = Callable[..., Invitation]


@pytest.fixture
def invite(acme, olga, live_server) -> Invite:
    survey = factories.survey(acme, owner=olga)
    campaign = factories.campaign(survey)

    def make(*, just_sent: bool) -> Invitation:
        sent_at = timezone.now() - (timedelta() if just_sent else timedelta(hours=3))
        contact = factories.contact(acme, language="es")
        return factories.invitation(survey, contact, campaign, sent_at=sent_at)

    return make


@pytest.fixture
def links(live_server) -> Callable[[Invitation], list[str]]:
    return lambda invitation: [f"{live_server.url}/s/{invitation.token}/{score}/" for score in SCORES]


@pytest.fixture
def new_tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Page:
        context = browser.new_context(viewport={"width": 390, "height": 740}, **options)
        context.add_init_script(AS_A_PERSONS)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def leave(page: Page) -> None:
    """Go elsewhere, as closing a tab does to a page."""
    page.goto("about:blank")


def run_machines(invite: Invite, links, new_tab) -> list[Invitation]:
    """One invitation for each of the eight kinds."""
    targets = [invite(just_sent=True) for _ in range(8)]
    heads, gets, single, quick, slow, eleven, synthetic, submitting = targets
    for url in links(heads):
        requests.head(url, timeout=5)
    for url in links(gets):
        requests.get(url, timeout=5)
    requests.get(links(single)[10], timeout=5)
    pages = {target: new_tab() for target in (quick, slow, synthetic, submitting)}
    for target, page in pages.items():
        page.goto(links(target)[10])
    everywhere = [new_tab() for _ in SCORES]
    for page, url in zip(everywhere, links(eleven), strict=True):
        page.goto(url)
    pages[synthetic].evaluate(
        """() => { for (const type of ["pointerdown", "touchstart", "keydown", "wheel", "click"])
            document.body.dispatchEvent(new Event(type, {bubbles: true}));
            document.querySelector("#s0").click(); }"""
    )
    with pages[submitting].expect_navigation():
        pages[submitting].evaluate("document.querySelector('form').submit()")
    pages[quick].wait_for_timeout(1_000)
    leave(pages[quick])
    pages[slow].wait_for_timeout(6_000)
    for page in [*pages.values(), *everywhere]:
        leave(page)
    return targets


def answers_without_script(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_contain_text("Gracias")


def moves_and_leaves(page: Page, url: str) -> None:
    page.goto(url)
    for step in range(4):
        page.mouse.move(50 + step * 20, 300 + step)
    leave(page)


def touches_and_leaves(page: Page, url: str) -> None:
    page.goto(url)
    page.touchscreen.tap(200, 20)
    leave(page)


def writes_and_sends(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("textbox").fill("Todo bien")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_contain_text("Gracias")


def double_clicks(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button").dblclick()
    expect(page.get_by_role("heading")).to_contain_text("Gracias")


def goes_back(page: Page, url: str) -> None:
    writes_and_sends(page, url)
    page.go_back()
    page.locator("#s8").check()
    expect(page.get_by_role("status")).to_have_text("Guardado: 8")
    leave(page)


def run_people(invite: Invite, links, new_tab, burned: list[Invitation]) -> dict[Invitation, int]:
    """Fifty people, and two to whom a link was forwarded; each link's invitation, and the score that must count."""
    said: dict[Invitation, int] = {}
    tabs: dict[str, Page] = {}  # one for each kind of browser; the pages leave nothing behind in it

    def person(
        act: Callable[[Page, str], None], score: int, *, on: Invitation | None = None, **options
    ) -> None:
        invitation = on or invite(just_sent=False)
        page = tabs.get(str(options)) or new_tab(**options)
        tabs[str(options)] = page
        act(page, links(invitation)[score])
        said[invitation] = 8 if act is goes_back else score

    for score in (0, 3, 6, 9, 10):
        person(answers_without_script, score, java_script_enabled=False)
        person(moves_and_leaves, score)
        person(moves_and_leaves, score)
        person(touches_and_leaves, score, has_touch=True, is_mobile=True)
        person(writes_and_sends, score)
        person(double_clicks, score)
        person(goes_back, score)
    # A machine went through their links when the mail came.
    person(writes_and_sends, 9, on=burned[1])
    person(moves_and_leaves, 2, on=burned[4])
    # Forwarded: whoever answers last from the same link is the answer.
    for score in (1, 9):
        shared = invite(just_sent=False)
        person(moves_and_leaves, 5, on=shared)
        person(writes_and_sends, score, on=shared)
    # Eleven who touch nothing: seven leave after a moment, four look for long.
    idle = {invite(just_sent=False): score for score in SCORES}
    looking = {invitation: new_tab() for invitation in idle}
    for invitation, page in looking.items():
        page.goto(links(invitation)[idle[invitation]])
    page.wait_for_timeout(1_200)
    for page in list(looking.values())[:7]:
        leave(page)
    page.wait_for_timeout(5_000)
    for page in looking.values():
        leave(page)
    return said | idle


def settle_everything() -> None:
    later = timezone.now() + timedelta(minutes=30)
    for row in ProvisionalAnswer.objects.filter(state="provisional").select_related("organisation"):
        settle_answer(provisional=row, now=later)


def test_no_machine_is_counted_and_people_are(invite, links, new_tab):
    machines = run_machines(invite, links, new_tab)
    settle_everything()
    assert not Response.objects.exists()
    triage_answers()
    assert not Case.objects.exists()
    assert ProvisionalAnswer.objects.filter(state="machine").exists()

    people = run_people(invite, links, new_tab, machines)
    settle_everything()
    counted = dict(Response.objects.values_list("invitation", "score"))
    assert len(people) == 50
    right = [score for invitation, score in people.items() if counted.get(invitation.pk) == score]
    assert len(right) >= 48, len(right)
    assert set(counted) <= {invitation.pk for invitation in people}
    assert counted[machines[1].pk] == 9
    assert counted[machines[4].pk] == 2
