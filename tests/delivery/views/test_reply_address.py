import pytest
from django.urls import reverse
from django.utils import timezone

from delivery.models import OutboundMessage, ReplyAddress
from tests import factories
from tests.delivery.mailbox_server import MailboxServer

PAGES = ["reply_address", "reply_address_state"]
DEEDS = ["reply_address", "reply_address_check", "reply_address_remove"]
MAILBOX = {
    "way": "mailbox",
    "address": "replies@acme.example",
    "host": "127.0.0.1",
    "port": "993",
    "security": "none",
    "user": "me",
    "password": "p@ss",
    "folder": "",
}


def url(name="reply_address", org="acme"):
    return reverse(f"delivery:{name}", args=[org])


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("olga", 200), ("mark", 403), ("stan", 403), ("xena", 404)])
def test_who_may_set_it_up(client_of, acme, request, who, status):
    client = client_of(request.getfixturevalue(who))
    assert [client.get(url(page)).status_code for page in PAGES] == [status] * 2
    if status != 200:
        assert [client.post(url(deed)).status_code for deed in DEEDS] == [status] * 3


def test_signed_out(client, acme):
    assert client.get(url())["Location"].startswith(reverse("account_login"))


def test_from_nothing_to_a_test_mail(client_of, acme, olga):
    client = client_of(olga)
    assert "Nothing is set up" in text(client.get(url()))
    with MailboxServer([]) as server:
        answer = client.post(url(), MAILBOX | {"port": server.port}, follow=True)
        assert "Send a test mail to it." in text(answer)
        row = ReplyAddress.objects.of(acme).get()
        assert (row.options["port"], row.secrets) == (server.port, {"password": "p@ss"})
        answer = client.post(url("reply_address_check"), follow=True)
        assert "Waiting for the test mail." in text(answer)
        assert 'hx-trigger="every 3s"' in text(answer)
    assert OutboundMessage.objects.get().recipient.startswith("replies+")
    ReplyAddress.objects.update(confirmed_at=timezone.now())
    state = text(client.get(url("reply_address_state")))
    assert "In use" in state
    assert "hx-trigger" not in state
    client.post(url("reply_address_remove"))
    assert not ReplyAddress.objects.exists()


def test_a_mailbox_that_does_not_open_says_why(client_of, acme, olga):
    options = {"host": "127.0.0.1", "port": 1, "security": "none", "user": "me"}
    factories.reply_address(
        acme, way="mailbox", confirmed_at=None, options=options, secrets={"password": "x"}
    )
    answer = client_of(olga).post(url("reply_address_check"))
    assert answer.status_code == 422
    assert "Nobody answers at this host and port." in text(answer)
    assert not OutboundMessage.objects.exists()


def test_the_password_is_kept_and_never_shown(client_of, acme, olga):
    client = client_of(olga)
    client.post(url(), MAILBOX)
    assert "p@ss" not in text(client.get(url()))
    client.post(url(), MAILBOX | {"password": "", "folder": "Cases"})
    row = ReplyAddress.objects.of(acme).get()
    assert (row.secrets, row.options["folder"]) == ({"password": "p@ss"}, "Cases")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"address": "nobody"}, "Enter a valid email address."),
        ({"host": "a b"}, "A name such as"),
        ({"port": "0"}, "greater than or equal to 1"),
        ({"security": "magic"}, "Select a valid choice"),
        ({"password": ""}, "This field is required."),
        ({"password": "clavé"}, "plain letters, digits and signs only"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_is_kept(client_of, acme, olga, change, said):
    answer = client_of(olga).post(url(), MAILBOX | {"user": "my-user"} | change)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "my-user" in text(answer)


def test_a_provider_gets_an_address_of_its_own(client_of, acme, olga):
    client = client_of(olga)
    assert "Signing key" in text(client.get(url() + "?way=mailgun"))
    assert "Signing key" not in text(client.get(url() + "?way=postmark"))
    client.post(url(), {"way": "postmark", "address": "case@reply.example.com"})
    row = ReplyAddress.objects.of(acme).get()
    page = text(client.get(url()))
    assert f"/hooks/replies/{row.hook_key}/" in page
    client.post(url(), {"way": "raw", "address": "case@reply.example.com"})
    assert ReplyAddress.objects.of(acme).get().hook_key != row.hook_key


def test_the_check_without_anything_set_up(client_of, acme, olga):
    answer = client_of(olga).post(url("reply_address_check"), follow=True)
    assert "No address for answers is set up." in text(answer)
