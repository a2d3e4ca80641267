from email.message import EmailMessage

import pytest

from delivery.rules.inbound_mail import LONGEST_TEXT, read_mail


def mail(text="Gracias.", **headers) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.pop("From", "Ana <Ana@Example.com>")
    message["To"] = headers.pop("To", "case+12-0123456789ab@reply.example.com")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def read(message, **more):
    return read_mail(message.as_bytes(), **more)


def test_what_is_kept_of_a_mail():
    message = mail(
        "Gracias, señora.\n\n> Hola\n",
        Subject="Re: Tu respuesta a Acme",
        Message_ID="<a1@mail.example>",
        In_Reply_To="<ours@acme.example>",
        References="<first@acme.example> <ours@acme.example>",
    )
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="factura\t\x07.pdf")
    found = read(message, envelope="delivered@reply.example.com")
    assert (found.sender, found.subject) == ("ana@example.com", "Re: Tu respuesta a Acme")
    assert (found.text, found.quoted) == ("Gracias, señora.", "> Hola")
    assert found.message_id == "<a1@mail.example>"
    assert set(found.answers) == {"<ours@acme.example>", "<first@acme.example>"}
    assert "12-0123456789ab" in found.addressed_to
    assert "delivered@" in found.addressed_to
    assert found.attachments == ("factura .pdf",)
    assert not found.is_automatic


def test_html_is_read_as_words():
    message = mail()
    message.set_content(
        "<html><head><title>No</title><style>p{color:red}</style></head><body><script>alert(1)</script>"
        "<p>Sigo <b>esperando</b>&nbsp;&lt;b&gt;.</p><ul><li>uno</li><li>dos</li></ul>"
        "<blockquote><p>Hola Ana</p></blockquote></body></html>",
        subtype="html",
    )
    found = read(message)
    assert found.text == "Sigo esperando <b>.\n\n- uno\n- dos"
    assert found.quoted == "> Hola Ana"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x"},
        {"X_Autoreply": "yes"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"Return_Path": "<>"},
        {"List_Id": "<news.example.com>"},
        {"From": "MAILER-DAEMON@example.com"},
        {"From": "no-reply@example.com"},
    ],
)
def test_what_machines_write(headers):
    assert read(mail(**headers)).is_automatic


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "no"}, {"Return_Path": "<ana@example.com>"}, {}])
def test_what_people_write(headers):
    assert not read(mail(**headers)).is_automatic


def test_without_a_name_the_same_mail_is_the_same():
    assert read(mail()).message_id == read(mail()).message_id != read(mail("Otra cosa")).message_id


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no headers at all",
        b"From: =?x?=\nContent-Type: text/plain; charset=klingon\n\n\xff\xfe\x00hola",
        b"From: ana@example.com\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"Content-Type: multipart/report\n\nx",
    ],
)
def test_whatever_comes_can_be_read(raw):
    assert "\x00" not in read_mail(raw).text


def test_a_novel_is_cut():
    assert len(read(mail("x y " * LONGEST_TEXT)).text) == LONGEST_TEXT
