from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.transports.mime import Mail, as_bytes
from delivery.transports.skeleton import Skeleton, slot

AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
ID = "<1@x.test>"


def mail(name: str, link: str, filler: str = "", recipient: str = "ana@example.com") -> Mail:
    return Mail(
        sender_name="Café Aurora",
        sender_address="us@example.com",
        recipient=recipient,
        subject=f"Una pregunta, {name}: ¿cómo estuvo?",
        text=f"Hola {name}:\n\n{filler}{link}\n.\n",
        html=f'<p title="a=b">Hola {name}</p>{filler}<a href="{link}/0/">0</a>\n<a href="{link}/1/">1</a>',
        headers={"List-Unsubscribe": f"<{link}>", "Auto-Submitted": "auto-generated"},
    )


def parsed(raw: bytes):
    found = message_from_bytes(raw, policy=policy.default)
    bodies = {part.get_content_type(): part.get_content() for part in found.iter_parts()}
    return dict(found.items()) | {"Content-Type": None, "From": str(found["From"])}, bodies


@settings(deadline=None)  # the first mail loads codecs
@given(
    name=st.text(st.characters(categories=["L", "Nd", "P"]), min_size=1, max_size=80),
    filler=st.text(st.characters(categories=["L", "Zs", "P"], include_characters="\n="), max_size=200),
)
def test_filled_reads_as_if_composed_for_the_person(name, filler):
    filler = filler.replace("\r", "")
    html_safe = name.translate(str.maketrans("", "", "<>&\"'"))
    link = "https://nps.example.com/s/abcdefghijklmnopqrstuv"
    skeleton = Skeleton(mail(slot("name"), slot("link"), filler, "nobody@x.test"))
    raw = skeleton.fill("ana@example.com", {"name": html_safe, "link": link}).as_bytes(message_id=ID, date=AT)
    headers, bodies = parsed(raw)
    wanted_headers, wanted = parsed(as_bytes(mail(html_safe, link, filler), message_id=ID, date=AT))
    assert headers == wanted_headers
    assert {kind: text.split() for kind, text in bodies.items()} == {
        kind: text.split() for kind, text in wanted.items()
    }
    body = raw.partition(b"\r\n\r\n")[2]
    assert all(len(line) <= 76 for line in body.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_a_value_is_text_never_markup():
    filled = Skeleton(mail(slot("name"), "x")).fill("ana@example.com", {"name": "<b>&"})
    bodies = parsed(filled.as_bytes(message_id=ID, date=AT))[1]
    assert "Hola &lt;b&gt;&amp;</p>" in bodies["text/html"]
    assert "Hola <b>&:" in bodies["text/plain"]


def test_a_line_break_cannot_reach_a_header():
    skeleton = Skeleton(mail(slot("name"), "x"))
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        skeleton.fill("ana@example.com", {"name": "Ana\r\nBcc: all@example.com"}).as_bytes(
            message_id=ID, date=AT
        )
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        skeleton.fill("ana@example.com\r\nBcc: b", {"name": "Ana"}).as_bytes(message_id=ID, date=AT)
