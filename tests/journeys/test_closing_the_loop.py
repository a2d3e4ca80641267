"""From the alert mail to the proof, in a real browser: five clicks and one note close the loop.

With the real worker, PostgreSQL, a Redis-protocol server and SMTP; the customer's answer arrives as a mail server
would hand it over, to the address that our mail names.
"""

import re
import time
import urllib.request
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings as configured
from django.db.models import F
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, expect

from followup.models import Case, CaseEvent
from followup.tasks import look_again_at_cases
from responses.models import Response
from surveys.models import Invitation
from tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 60  # seconds; a guard, not a measure: `make bench ARGS=answer_to_case` measures
NOTE = "Le devolvimos el dinero y cambiamos de repartidor."


class Hand:
    """Counts clicks."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1


def wait_for(found):
    stop_at = time.monotonic() + PATIENCE
    while time.monotonic() < stop_at:
        if result := found():
            return result
        time.sleep(0.05)
    pytest.fail(f"not within {PATIENCE} s")


def answer_as_customer(row, mail, site: str) -> None:
    """Ana answers what her mail program shows, and her mail server hands it over."""
    theirs = EmailMessage()
    theirs["From"], theirs["To"] = "ana@example.com", str(mail.message["Reply-To"])
    theirs["Subject"] = f"Re: {mail.message['Subject']}"
    theirs["Message-ID"], theirs["In-Reply-To"] = "<ana-1@mail.example>", str(mail.message["Message-ID"])
    quoted = "\n".join(f"> {line}" for line in mail.text.splitlines())
    theirs.set_content(f"Gracias, quiero mi dinero.\n\nEl mar, 24 nov 2026, Stan escribió:\n{quoted}\n")
    url = site + reverse("delivery:reply_hook", args=[row.hook_key])
    request = urllib.request.Request(url, theirs.as_bytes(), {"Content-Type": "message/rfc822"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        assert response.status == 200


def a_month_goes_by() -> None:
    """Everything that happened so far was 32 days ago."""
    ago = timedelta(days=32)
    Case.objects.update(**{name: F(name) - ago for name in ("opened_at", "closed_at", "contacted_at")})
    CaseEvent.objects.update(at=F("at") - ago)
    Response.objects.update(answered_at=F("answered_at") - ago)
    Invitation.objects.update(planned_at=F("planned_at") - ago)


def test_five_clicks_and_one_note_then_the_proof(
    page, live_server, settings, acme, stan, olga, client_of, smtp_sink, monkeypatch, request
):
    settings.SITE_URL = live_server.url
    monkeypatch.setenv("SITE_URL", live_server.url)
    request.getfixturevalue("running_worker")
    hand = Hand()
    factories.saved_reply(
        acme, "Disculpa", language="es", text="Hola {first_name}, lo siento. Soy {colleague}."
    )
    address = factories.reply_address(acme)
    survey = factories.survey(acme, owner=stan)
    ana = factories.contact(acme, name="Ana López", email="ana@example.com", language="es")
    invitation = factories.invitation(survey, ana)
    session = client_of(stan).cookies[configured.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])

    # The customer answers; the alert comes.
    given = {"score": "2", "comment": "Llegó frío", "seen": "1"}
    assert Client().post(reverse("surveys:answer", args=[invitation.token]), given).status_code == 303
    [alert] = smtp_sink.wait_for(1, PATIENCE)
    page.set_content(alert.html)
    hand.click(page.get_by_role("link", name="Open the case"))
    expect(page.get_by_role("heading", name="Ana López answered 2")).to_be_visible()

    # "/" finds the saved reply; the keyboard takes it.
    box = page.locator("#id_reply-text")
    box.focus()
    page.keyboard.type("/dis")
    expect(page.get_by_role("option", name="Disculpa", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(box).to_have_value(f"Hola Ana, lo siento. Soy {stan.display_name}.")
    hand.click(page.locator("#reply").get_by_role("button", name="Send"))
    ours = smtp_sink.wait_for(2, PATIENCE)[-1]
    assert ours.recipients == ["ana@example.com"]

    # Her answer arrives, and the owner hears of it.
    answer_as_customer(address, ours, live_server.url)
    told = smtp_sink.wait_for(3, PATIENCE)[-1]
    assert (told.recipients, "quiero mi dinero" in told.text) == ([stan.email], True)
    page = page.context.new_page()  # a mail program knows nothing of our pages' policy
    page.set_content(told.html)
    hand.click(page.get_by_role("link", name="Open the case"))
    expect(page.locator(".timeline")).to_contain_text("Gracias, quiero mi dinero.")
    expect(page.locator("#case-list")).to_contain_text("The customer wrote")

    # Closed with all four.
    hand.click(page.locator("summary", has_text="Close case"))
    page.locator("#id_close-cause").select_option(index=1)
    page.locator("#id_close-remedy").select_option(index=1)
    page.locator("#id_close-outcome").select_option("resolved")
    page.locator("#id_close-note").fill(NOTE)
    hand.click(page.get_by_role("button", name="Close case", exact=True))
    expect(page.locator("main")).to_contain_text("Case closed.")
    case = Case.objects.get()
    assert (case.is_open, case.closing_note, hand.clicks) == (False, NOTE, 5)
    assert list(case.events.exclude(kind="opened").order_by("pk").values_list("kind", flat=True)) == [
        "replied",
        "contacted",
        "wrote",
        "closed",
    ]

    # A month later she is asked again, and it is an 8.
    a_month_goes_by()
    look_again_at_cases()
    asked = smtp_sink.wait_for(4, PATIENCE)[-1]
    assert asked.recipients == ["ana@example.com"]
    link = re.search(r"/s/[\w-]+/", asked.text).group()
    assert Client().post(link, {"score": "8", "seen": "1"}).status_code == 303
    wait_for(CaseEvent.objects.filter(kind="answered_again").exists)
    case.refresh_from_db()
    assert not case.is_open

    # The proof page counts it: one of one who was reached answered better.
    page.goto(live_server.url + reverse("reports:proof", args=["acme"]))
    rows = page.locator("tr", has_text="Answered again, and are detractors no longer")
    expect(rows).to_contain_text("1 of 1")
