import re
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from contacts.queries.suppressed import is_suppressed
from delivery.rules.leaving import key_of_leaver
from delivery.transports.mime import as_bytes
from surveys.actions.unsubscribe_by_mail import unsubscribe_by_mail
from surveys.channels.email import filled_invitation, invitation_mail
from tests import factories

LINK = re.compile(r'href="([^"]+)"')


@pytest.fixture
def invitation(acme):
    acme.sender_name, acme.postal_address = "Café Aurora", "Calle 1, Bogotá"
    acme.save()
    ana = factories.contact(acme, name="Ana <b>María</b>", email="ana@example.com")
    return factories.invitation(factories.survey(acme), ana)


def test_eleven_numbers_each_with_its_own_link(invitation, settings):
    settings.SITE_URL = "https://nps.example.com"
    html = invitation_mail(invitation).html
    scores = [link for link in LINK.findall(html) if f"/s/{invitation.token}/" in link]
    assert scores == [f"https://nps.example.com/s/{invitation.token}/{score}/" for score in range(11)]
    assert html.count('<td class="cell"') == 11
    assert 'style="' in html
    assert "prefers-color-scheme" in html
    assert "<img" not in html
    assert len(html) < 20_000
    assert 'lang="es"' in html


def test_text_part_has_one_survey_link_and_the_way_out(invitation):
    mail = invitation_mail(invitation)
    assert mail.text.count(f"/s/{invitation.token}/") == 1
    assert mail.text.count(f"/u/{invitation.unsubscribe_token}/") == 1
    for part in (mail.text, mail.html):
        assert "Calle 1, Bogotá" in part
        assert "¿Qué tan probable es que recomiendes Acme?" in part


def test_a_name_is_text_never_markup(invitation):
    mail = invitation_mail(invitation)
    assert "<b>" not in mail.html.replace("<body", "")
    invitation.contact.name = "http://evil.example"
    assert "evil" not in invitation_mail(invitation).html


@pytest.mark.parametrize(
    ("site", "one_click"),
    [
        ("https://nps.example.com", True),
        ("http://127.0.0.1:8000", False),
        (f"https://{'long.' * 12}example.com", True),
    ],
)
def test_headers(invitation, settings, site, one_click):
    settings.SITE_URL = site
    raw = as_bytes(
        invitation_mail(invitation), message_id="<1@x.test>", date=datetime(2026, 5, 1, tzinfo=UTC)
    )
    # As a strict reader sees them: not encoded, on one line.
    assert f"List-Unsubscribe: <{site}/u/{invitation.unsubscribe_token}/>".encode() in raw
    message = message_from_bytes(raw, policy=policy.default)
    assert ("List-Unsubscribe-Post" in message) is one_click
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["From"].addresses[0].display_name == "Café Aurora"
    assert message["Feedback-ID"].count(":") == 3


@pytest.mark.parametrize("language", ["es", "en"])
def test_speaks_the_language_of_the_invitation(invitation, language):
    invitation.language = language
    mail = invitation_mail(invitation)
    assert ("Hello" in mail.text) is (language == "en")
    assert mail.subject == factories.TEXTS[language]["subject"]


def test_line_breaks_never_reach_a_header(invitation):
    invitation.organisation.sender_name = "Acme\r\nBcc: a@example.com"
    invitation.version.texts["es"]["subject"] = "One\nBcc: a@example.com"
    mail = invitation_mail(invitation)
    raw = as_bytes(mail, message_id="<1@x.test>", date=datetime(2026, 5, 1, tzinfo=UTC))
    assert message_from_bytes(raw, policy=policy.default)["Bcc"] is None


@pytest.mark.parametrize("name", ["Ana <b>María</b>", "", "José Ñandú"])
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("is_reminder", [False, True])
def test_the_quick_road_writes_the_same_mail(invitation, name, language, is_reminder):
    invitation.language, invitation.contact.name = language, name
    at = datetime(2026, 5, 1, tzinfo=UTC)
    quick, slow = (
        message_from_bytes(mail.as_bytes(message_id="<1@x.test>", date=at), policy=policy.default)
        for mail in (
            filled_invitation(invitation, is_reminder=is_reminder),
            invitation_mail(invitation, is_reminder=is_reminder),
        )
    )
    assert {key: value for key, value in quick.items() if key != "Content-Type"} == {
        key: value for key, value in slow.items() if key != "Content-Type"
    }
    for kind in ("plain", "html"):
        assert quick.get_body((kind,)).get_content().strip() == slow.get_body((kind,)).get_content().strip()


def test_another_sender_is_another_skeleton(invitation):
    filled_invitation(invitation)
    invitation.organisation.postal_address = "Carrera 7"
    raw = filled_invitation(invitation).as_bytes(
        message_id="<1@x.test>", date=datetime(2026, 5, 1, tzinfo=UTC)
    )
    assert b"Carrera 7" in raw


def test_who_writes_to_be_left_alone_is(invitation, settings):
    settings.BOUNCE_ADDRESS = "bounces@nps.example.com"
    assert "mailto" not in invitation_mail(invitation).headers["List-Unsubscribe"]
    settings.BOUNCE_MAILBOX = "imaps://me:secret@mail.example.com/INBOX"
    raw = as_bytes(
        invitation_mail(invitation), message_id="<1@x.test>", date=datetime(2026, 5, 1, tzinfo=UTC)
    )
    offered = re.search(rb"<mailto:([^?]+)\?subject=([^>]+)>", raw)
    letter = b"To: %s\r\nSubject: %s\r\n\r\n" % offered.groups()
    key = key_of_leaver(letter)
    assert key == invitation.unsubscribe_token
    assert not unsubscribe_by_mail(key="another-key-of-nobody", now=timezone.now())
    assert unsubscribe_by_mail(key=key, now=timezone.now())
    assert is_suppressed(invitation.organisation, "email", "ana@example.com")
