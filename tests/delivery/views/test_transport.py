"""The inside on which owners set up by whose server or provider their mails to customers leave."""

import pytest

from accounts.models import Event
from delivery.models import OutboundMessage, Transport
from tests import factories
from tests.delivery.api_server import ApiServer
from tests.delivery.faulty_server import FaultyServer

PAGE = "/o/acme/settings/mail/"
SMTP = {
    "provider": "smtp",
    "from_address": "surveys@acme.example",
    "host": "smtp.acme.example",
    "port": "465",
    "security": "tls",
    "user": "acme",
    "password": "s3cret",
}


@pytest.fixture
def inside(olga, client_of):
    return client_of(olga)


def text_of(response):
    return response.content.decode()


def test_without_a_row_the_server_sends_and_a_provider_can_be_chosen(inside):
    shown = text_of(inside.get(PAGE))
    assert "leave by the server's own settings" in shown
    assert 'name="from_address"' not in shown
    shown = text_of(inside.get(PAGE, {"provider": "postmark"}))
    assert 'name="server_token"' in shown
    assert 'name="host"' not in shown
    assert inside.get(PAGE, {"provider": "nonsense"}).status_code == 200


def test_saved_and_the_secret_is_never_shown_again(inside, acme):
    assert inside.post(PAGE, SMTP).status_code == 302
    row = Transport.objects.of(acme).get()
    assert (row.provider, row.option("host"), row.option("port")) == ("smtp", "smtp.acme.example", 465)
    assert row.secrets == {"password": "s3cret"}
    assert "password" not in row.options
    shown = text_of(inside.get(PAGE))
    assert "s3cret" not in shown
    assert "surveys@acme.example" in shown
    assert Event.objects.of(acme).get(verb="transport.saved").data == {"channel": "email", "provider": "smtp"}


def test_an_empty_secret_keeps_the_stored_one_and_no_user_forgets_it(inside, acme):
    inside.post(PAGE, SMTP)
    inside.post(PAGE, SMTP | {"password": "", "port": "587", "security": "starttls"})
    row = Transport.objects.of(acme).get()
    assert (row.secrets, row.option("port")) == ({"password": "s3cret"}, 587)
    inside.post(PAGE, SMTP | {"password": "", "user": ""})
    assert Transport.objects.of(acme).get().secrets == {}


def test_another_provider_takes_over_neither_secrets_nor_the_hook_address(inside, acme):
    inside.post(PAGE, SMTP)
    before = Transport.objects.of(acme).get()
    assert inside.post(PAGE, {"provider": "postmark", "from_address": "a@acme.example"}).status_code == 422
    inside.post(PAGE, {"provider": "postmark", "from_address": "a@acme.example", "server_token": "t0ken"})
    row = Transport.objects.of(acme).get()
    assert (row.pk, row.provider, row.secrets) == (before.pk, "postmark", {"server_token": "t0ken"})
    assert row.hook_key != before.hook_key
    assert row.option("host") == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"from_address": "nobody"}, "valid email address"),
        ({"host": "not a host"}, "A name such as smtp.example.com"),
        ({"port": "70000"}, "less than or equal to 65535"),
        ({"user": ""}, "Whose password is it?"),
        ({"password": "ñandú"}, "plain letters"),
        ({"per_day": "0"}, "greater than or equal to 1"),
        ({"security": "magic"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_named_and_the_rest_is_kept(inside, acme, change, words):
    response = inside.post(PAGE, SMTP | change)
    assert response.status_code == 422
    assert words in text_of(response)
    assert "s3cret" not in text_of(response)
    if "host" not in change:
        assert "smtp.acme.example" in text_of(response)
    assert not Transport.objects.exists()


def test_a_post_without_a_known_provider_changes_nothing(inside):
    assert inside.post(PAGE, {"provider": "nonsense"}).status_code == 422
    assert not Transport.objects.exists()


def test_what_waits_leaves_by_it_and_goes_back_when_it_is_removed(inside, acme, other, queue):
    ours, staff, theirs = (
        queue(kind="invitation", organisation=acme),
        queue(kind="staff", organisation=acme),
        queue(kind="invitation", organisation=other),
    )
    inside.post(PAGE, SMTP)
    row = Transport.objects.of(acme).get()
    assert set(OutboundMessage.objects.values_list("pk", "transport")) == {
        (ours.pk, row.pk),
        (staff.pk, None),
        (theirs.pk, None),
    }
    assert inside.post(f"{PAGE}remove/").status_code == 302
    assert not Transport.objects.exists()
    assert set(OutboundMessage.objects.values_list("transport", flat=True)) == {None}
    assert Event.objects.of(acme).filter(verb="transport.removed").exists()


def test_warming_up_starts_goes_on_over_a_change_and_ends(inside, acme):
    inside.post(PAGE, SMTP | {"warm_up": "on"})
    assert Transport.objects.of(acme).get().warm_up_limit == 200
    Transport.objects.update(warm_up_limit=450, counted=120, counted_on=None)
    assert "Today 0 of at most 450 mails" in text_of(inside.get(PAGE))
    inside.post(PAGE, SMTP | {"warm_up": "on", "port": "587"})
    assert Transport.objects.of(acme).get().warm_up_limit == 450
    inside.post(PAGE, SMTP)
    assert Transport.objects.of(acme).get().warm_up_limit is None


@pytest.mark.parametrize("role", ["mark", "stan", "vera"])
def test_only_owners(request, client_of, acme, role):
    client = client_of(request.getfixturevalue(role))
    factories.transport(acme)
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}trial/").status_code == 403
    assert client.post(f"{PAGE}remove/").status_code == 403


def test_strangers_and_signed_out(xena, client_of, client, acme):
    factories.transport(acme)
    for path in (PAGE, f"{PAGE}trial/", f"{PAGE}remove/"):
        assert client_of(xena).post(path).status_code == 404
        assert client.post(path).status_code == 302
    assert Transport.objects.exists()


def trial(inside):
    return text_of(inside.post(f"{PAGE}trial/", follow=True))


def test_a_trial_by_smtp_arrives_and_closes_the_breaker(inside, acme, olga):
    with FaultyServer() as server:
        row = factories.transport(acme, options={"port": server.port}, failures=3)
        assert "The mail was accepted" in trial(inside)
        assert b"To: olga@" in server.bodies[0]
        assert b"surveys@acme.example" in server.bodies[0]
    row.refresh_from_db()
    assert row.failures == 0
    assert not OutboundMessage.objects.exists()


@pytest.mark.parametrize(
    ("replies", "options", "words"),
    [
        ({}, {"port": 1}, "Nobody answers at this host and port"),
        ({}, {"host": "nowhere.invalid"}, "There is no server of this name"),
        ({}, {"security": "starttls"}, "No encrypted connection came about"),
        ({}, {"security": "tls"}, "No encrypted connection came about"),
        ({}, {"user": "acme"}, "does not accept the user name and password"),
        (
            {"EHLO": "250-x\r\n250 AUTH PLAIN", "AUTH": "535 5.7.8 no"},
            {"user": "a"},
            "does not accept the user name",
        ),
        ({"MAIL": "550 5.7.1 not yours"}, {}, "does not take mail from this sender address"),
        ({"RCPT": "550 5.1.1 nobody"}, {}, "does not take mail for this recipient"),
        ({"DOT": "554 5.7.1 spam"}, {}, "for reasons of policy"),
    ],
)
def test_a_trial_that_fails_says_why_in_plain_words(inside, acme, replies, options, words):
    with FaultyServer(replies=replies) as server:
        factories.transport(acme, options={"port": server.port} | options, secrets={"password": "x"})
        shown = trial(inside)
    assert "The test mail did not leave" in shown
    assert words in shown


def test_a_trial_in_spanish(inside, acme):
    inside.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"
    factories.transport(acme, options={"host": "nowhere.invalid"})
    assert "No hay ningún servidor con ese nombre" in trial(inside)


def test_a_trial_by_a_providers_interface(inside, acme, settings):
    with ApiServer() as api:
        settings.ANYMAIL = {"POSTMARK_API_URL": api.url}
        factories.transport(acme, provider="postmark", secrets={"server_token": "t"})
        api.status, api.answer = 401, {"ErrorCode": 10, "Message": "Bad or missing Server API token."}
        shown = trial(inside)
        assert "does not accept the user name and password, or the key" in shown
        assert "Bad or missing Server API token" in shown
        api.status = 200
        api.answer = {"To": "olga@example.com", "MessageID": "1", "ErrorCode": 0, "Message": "OK"}
        assert "The mail was accepted" in trial(inside)


def test_trials_are_limited(inside, acme):
    factories.transport(acme, options={"port": 1})
    shown = [trial(inside) for _ in range(6)]
    assert "That was often enough" in shown[-1]


def test_where_the_operator_wants_it_only_public_hosts_are_called(inside, acme, settings):
    settings.MAIL_PUBLIC_HOSTS_ONLY = True
    with FaultyServer() as server:
        factories.transport(acme, options={"port": server.port})
        assert "is a private address" in trial(inside)
        assert server.connections == 0
        settings.OUTGOING_NETWORKS = ["127.0.0.0/8"]
        assert "The mail was accepted" in trial(inside)


def test_the_state_says_what_is_wrong(inside, acme):
    factories.transport(
        acme,
        provider="mailgun",
        down_since="2026-05-01T10:00Z",
        retry_at="2026-05-01T10:30Z",
        down_reason="login",
        down_detail="401 Forbidden",
    )
    shown = text_of(inside.get(PAGE))
    assert "Does not work" in shown
    assert "401 Forbidden" in shown
    assert f"/hooks/mailgun/{Transport.objects.get().hook_key}/" in shown
