"""From the button to the inbox, in a real browser with a real worker: choose, preview, test, send, watch, leave."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from delivery.transports.mime import Mail, as_bytes
from surveys.models import Invitation
from tests import factories
from tests.browser import check_axe

SECONDS = 30_000


@pytest.fixture
def sign_in(live_server, page, client_of):
    def make(user):
        session = client_of(user).cookies["session"].value
        page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])

    return make


@pytest.mark.slow
def test_send_a_survey_and_watch_it(running_worker, smtp_sink, live_server, page, sign_in, acme, olga):
    factories.survey(acme, owner=olga, name="Customers 2026")
    factories.segment(acme, "North", [{"field": "property:branch", "operator": "is", "value": "North"}])
    people = [factories.contact(acme, properties={"branch": "North"}) for _ in range(3)]
    factories.contact(acme, properties={"branch": "South"})
    factories.contact(acme, email="", phone="+573001234567", properties={"branch": "North"})
    sign_in(olga)

    page.goto(f"{live_server.url}/o/acme/campaigns/new/")
    expect(page.get_by_text("It reaches 4 people")).to_be_visible()
    page.get_by_label("To whom").select_option("North")
    expect(page.get_by_text("It reaches 3 people")).to_be_visible()
    expect(page.get_by_text("no e-mail address")).to_be_visible()
    check_axe(page)

    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("A test is on its way to olga@example.com.")).to_be_visible()
    smtp_sink.wait_for(1)

    page.get_by_label("Yes, send it now").check()
    page.get_by_role("button", name="Send to 3 people").click()
    expect(page.locator("#progress .badge")).to_have_text("Done", timeout=SECONDS)  # by itself
    expect(page.get_by_role("row")).to_have_count(5)  # heading, three sent, one left out
    check_axe(page)

    test, *mails = smtp_sink.wait_for(4)
    assert test.recipients == ["olga@example.com"]
    assert sorted(mail.recipients[0] for mail in mails) == sorted(person.email for person in people)

    [way_out] = re.findall(r"/u/[\w-]+/", mails[0].text)
    page.goto(live_server.url + way_out + "?lang=en")
    check_axe(page)
    page.get_by_role("button", name="Send me no more surveys").click()
    expect(page.get_by_role("heading", name="Done: no more surveys")).to_be_visible()
    page.goto(f"{live_server.url}/o/acme/messages/")
    check_axe(page)


def test_a_number_in_a_caught_mail_opens_the_survey(live_server, page, settings, tmp_path, acme):
    settings.MAIL_CATCHER_DIR = str(tmp_path)
    invitation = factories.invitation(factories.survey(acme), factories.contact(acme))
    address = f"{live_server.url}/s/{invitation.token}/"
    html = f'<html><head></head><body style="margin:0"><a href="{address}9/">nine</a></body></html>'
    mail = Mail(sender_address="a@acme.test", recipient="ana@example.com", subject="Hi", text="x", html=html)
    body = as_bytes(mail, message_id="<1@acme.test>", date=invitation.planned_at)
    (tmp_path / "0001-ab.eml").write_bytes(body)

    page.goto(f"{live_server.url}/caught-mail/")
    page.get_by_role("link", name="Hi ana").click()
    check_axe(page)
    page.frame_locator("iframe").get_by_role("link", name="nine").click()
    page.wait_for_url(f"{address}9/")
    expect(page.get_by_label("9", exact=True)).to_be_checked()
    assert Invitation.objects.get().answered_at is None
    assert Client().get("/caught-mail/0001-ab/").status_code == 200
