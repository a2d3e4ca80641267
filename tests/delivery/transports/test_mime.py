from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from delivery.transports.mime import Mail, as_bytes, ascii_address

DATE = datetime(2026, 5, 1, 12, tzinfo=UTC)


def write(**fields):
    given = {
        "sender_address": "nps@acme.test",
        "recipient": "ana@example.com",
        "subject": "Hola",
        "text": "¿Qué tal?",
    }
    return as_bytes(Mail(**given | fields), message_id="<1@acme.test>", date=DATE)


def test_text_and_html_survive_accents_and_dots():
    mail = message_from_bytes(
        write(sender_name="Café, Aurora", html="<p>.ñandú</p>", text=".punto\n" + "á" * 500),
        policy=policy.default,
    )
    assert mail["From"] == '"Café, Aurora" <nps@acme.test>'
    assert mail.get_body(("plain",)).get_content().splitlines() == [".punto", "á" * 500]
    assert mail.get_body(("html",)).get_content().strip() == "<p>.ñandú</p>"
    assert mail["Message-ID"] == "<1@acme.test>"


def test_same_row_same_bytes_and_only_ascii_on_the_wire():
    assert write(html="<p>ñ</p>") == write(html="<p>ñ</p>")
    assert write(html="<p>ñ</p>", sender_name="Ñandú", subject="Año " * 40).isascii()
    assert max(map(len, write(text="x" * 3000, html="y" * 3000).splitlines())) < 998


@pytest.mark.parametrize(
    "fields", [{"subject": "a\r\nBcc: b@example.com"}, {"headers": {"X-A": "1\nBcc: b@example.com"}}]
)
def test_line_break_in_a_header_is_refused(fields):
    with pytest.raises(ValueError):
        write(**fields)


def test_ascii_address():
    assert ascii_address(" ana@müller.example ") == "ana@xn--mller-kva.example"


@pytest.mark.parametrize(
    "address", ["", "ana", "@example.com", "ana@", "ñ@example.com", "a b@example.com", "a\n@b.c"]
)
def test_ascii_address_refuses(address):
    with pytest.raises(ValueError):
        ascii_address(address)


def test_an_image_stands_beside_the_html_and_is_shown_in_it():
    png = b"\x89PNG and more"
    given = {"html": '<img src="cid:score" alt="Words">', "text": "Words", "images": {"score": png}}
    assert write(**given) == write(**given)
    message = message_from_bytes(write(**given), policy=policy.default)
    text, related = message.iter_parts()
    html, image = related.iter_parts()
    assert (message.get_content_type(), related.get_content_type()) == (
        "multipart/alternative",
        "multipart/related",
    )
    assert text.get_content().strip() == "Words"
    assert "cid:score" in html.get_content()
    assert (image["Content-ID"], image.get_content_disposition()) == ("<score>", "inline")
    assert image.get_content() == png
