from datetime import UTC, datetime

import pytest
from django.test import Client

from delivery.transports.mime import Mail, as_bytes

NAME = "00000001790000000000-0a1b2c3d"


@pytest.fixture
def folder(tmp_path, settings):
    settings.MAIL_CATCHER_DIR = str(tmp_path / "mail")
    (tmp_path / "mail").mkdir()
    (tmp_path / "secret-1.eml").write_text("Subject: secret\n\nsecret")
    return tmp_path / "mail"


@pytest.fixture
def caught(folder):
    mail = Mail(
        sender_address="a@acme.test",
        recipient="ana@example.com",
        subject="¿Qué tal?",
        text="Hola https://example.com/s/1/",
        html='<html><head><title>x</title></head><body><a href="/s/1/9/" style="color:red">9</a></body></html>',
    )
    body = as_bytes(mail, message_id="<1@acme.test>", date=datetime(2026, 5, 1, tzinfo=UTC))
    (folder / f"{NAME}.eml").write_bytes(b"X-Envelope-To: ana@example.com\r\n" + body)
    (folder / ".half.eml.half").write_bytes(b"")
    return NAME


@pytest.mark.django_db
def test_list_and_mail_are_open_to_all_in_a_trial(caught):
    client = Client()
    page = client.get("/caught-mail/").content.decode()
    assert "¿Qué tal?" in page
    assert "ana@example.com" in page
    page = client.get(f"/caught-mail/{caught}/").content.decode()
    assert "Message-ID" in page
    assert 'href="https://example.com/s/1/"' in page


@pytest.mark.django_db
def test_the_html_keeps_its_own_styles_and_can_run_nothing(caught):
    response = Client().get(f"/caught-mail/{caught}/html/")
    policy = response.headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "script-src 'none'" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["..%2Fsecret-1", "../secret-1", "secret-1", "1-0", ".half", "00000001790000000000-0A"]
)
def test_only_what_the_catcher_wrote(caught, name):
    assert Client().get(f"/caught-mail/{name}/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/caught-mail/", f"/caught-mail/{NAME}/", f"/caught-mail/{NAME}/html/"])
def test_nothing_where_mail_really_leaves(caught, settings, path):
    settings.MAIL_CATCHER_DIR = ""
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_empty(folder):
    assert "No mail yet" in Client().get("/caught-mail/").content.decode()
