from io import StringIO

import dns.resolver
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.delivery.name_server import NameServer

URL = "/o/acme/messages/sender/"
RECORDS = {
    ("nps.acme.test", "TXT"): ['"v=spf1 " "mx -all"'],  # long records come in several strings
    ("nps.acme.test", "MX"): ["10 mx.acme.test."],
    ("mail._domainkey.nps.acme.test", "TXT"): ['"v=DKIM1; p=MIIB"'],
    ("mx.acme.test", "A"): ["192.0.2.7"],
    ("7.2.0.192.in-addr.arpa", "PTR"): ["mx.acme.test."],
}


@pytest.fixture
def names(settings, monkeypatch):
    settings.DEFAULT_FROM_EMAIL, settings.BOUNCE_ADDRESS = "Acme <us@nps.acme.test>", ""
    settings.EMAIL_HOST = "mx.acme.test"
    with NameServer(dict(RECORDS)) as server:
        monkeypatch.setattr(dns.resolver, "default_resolver", server.resolver)
        yield server


@pytest.mark.parametrize(
    ("who", "status"), [("olga", 200), ("mark", 200), ("stan", 403), ("vera", 403), ("xena", 404)]
)
def test_who_sees_it(request, client_of, acme, who, status):
    assert client_of(request.getfixturevalue(who)).get(URL).status_code == status


def test_signed_out(acme):
    assert Client().get(URL).status_code == 302


def test_says_what_is_missing_and_what_to_publish(client_of, mark, names):
    page = client_of(mark).post(URL, {"selector": "mail"}).content.decode()
    assert page.count("In order") == 4
    assert "v=spf1 mx -all" in page
    assert "_dmarc.nps.acme.test TXT v=DMARC1; p=none" in page
    names.records["_dmarc.acme.test", "TXT"] = ['"v=DMARC1; p=reject"']
    assert client_of(mark).post(URL, {"selector": "mail"}).content.decode().count("In order") == 5


@pytest.mark.parametrize("selector", ["", "a b", "-x", "x" * 64])
def test_a_selector_that_is_none(client_of, mark, selector):
    response = client_of(mark).post(URL, {"selector": selector})
    assert response.status_code == 422
    assert b'aria-invalid="true"' in response.content


def test_name_servers_are_not_asked_without_end(client_of, mark, names):
    client = client_of(mark)
    answers = [client.post(URL, {"selector": "mail"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_silent_name_servers(client_of, mark, names, monkeypatch):
    monkeypatch.setattr("delivery.transports.dns.WAIT", 0.05)
    names.resolver.port = 9
    assert "did not answer" in client_of(mark).post(URL, {"selector": "mail"}).content.decode()


def test_the_command_says_the_same_and_fails_where_something_is_missing(names):
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_sender", "mail", stdout=out)
    assert "_dmarc.nps.acme.test TXT" in out.getvalue()
    names.records["_dmarc.acme.test", "TXT"] = ['"v=DMARC1; p=none"']
    call_command("check_sender", "mail", stdout=out)
