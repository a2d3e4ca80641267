"""The page on which owners enter their account with an SMS provider."""

import json

import pytest

from accounts.models import Event
from delivery.models import OutboundMessage, Transport
from tests import factories
from tests.web_server import say, served

PAGE = "/o/acme/settings/sms/"
TWILIO = {
    "provider": "twilio",
    "sid": "AC" + "0" * 32,
    "token": "s3cret",
    "sender": "+1 415 555 0100",
    "two_way": "on",
}
GATEWAY = {"provider": "http", "url": "https://sms.example/send", "template": '{"a": "{to}", "b": "{text}"}'}


@pytest.fixture
def inside(olga, client_of):
    return client_of(olga)


def text_of(response):
    return response.content.decode()


def test_fields_of_the_chosen_provider_only(inside):
    assert "by e-mail only" in text_of(inside.get(PAGE))
    shown = text_of(inside.get(PAGE, {"provider": "vonage"}))
    assert 'name="signature"' in shown
    assert 'name="sid"' not in shown
    assert 'name="name_status_ref"' in text_of(inside.get(PAGE, {"provider": "http"}))


def test_saved_with_its_addresses_and_the_secret_is_never_shown_again(inside, acme):
    assert inside.post(PAGE, TWILIO).status_code == 302
    row = Transport.objects.of(acme).get()
    assert (row.channel, row.provider, row.option("sender"), row.option("two_way")) == (
        "sms",
        "twilio",
        "+14155550100",
        True,
    )
    assert row.secrets == {"token": "s3cret"}
    shown = text_of(inside.get(PAGE))
    assert "s3cret" not in shown
    assert f"/hooks/sms/{row.hook_key}/inbound/" in shown
    assert f"/hooks/sms/{row.hook_key}/status/" in shown
    assert Event.objects.of(acme).get(verb="transport.saved").data == {"channel": "sms", "provider": "twilio"}
    inside.post(PAGE, TWILIO | {"token": ""})
    assert Transport.objects.of(acme).get().secrets == {"token": "s3cret"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (TWILIO | {"token": ""}, "This field is required"),
        (TWILIO | {"sender": "Acme Customer Care"}, "up to 11 letters"),
        (TWILIO | {"sender": "Acme"}, "Nobody can reply to a name"),
        (TWILIO | {"api": "ftp://x"}, "https://api.example.com/sms"),
        (GATEWAY | {"template": "to={to}"}, "no object of JSON"),
        (GATEWAY | {"template": '{"b": "{text}"}'}, "{to} is missing"),
        (GATEWAY | {"template": '{"a": "{to}"}'}, "{text} is missing"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(inside, typed, words):
    answer = inside.post(PAGE, typed)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert (typed.get("sid") or typed["url"]) in text_of(answer)
    assert not Transport.objects.exists()


def test_a_gateway_keeps_its_names(inside, acme):
    inside.post(PAGE, GATEWAY | {"name_from": "msisdn", "as_form": "on", "authorization": "Bearer k"})
    row = Transport.objects.of(acme).get()
    assert row.option("names") == {"from": "msisdn"}
    assert row.option("as_form") is True
    assert row.secrets == {"authorization": "Bearer k"}
    assert 'value="msisdn"' in text_of(inside.get(PAGE))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (say(201, json.dumps({"sid": "SM1"})), "The provider took the SMS"),
        (say(401, json.dumps({"code": 20003})), "does not accept the account"),
        (say(400, json.dumps({"code": 21606, "message": "not yours"})), "Register it there"),
        (say(400, json.dumps({"code": 21614})), "does not send to this number"),
        (say(500), "may have left"),
    ],
)
def test_a_test_sms_says_in_plain_words_how_it_went(inside, settings, answer, words):
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8"]
    with served(answer) as (url, asked):
        inside.post(PAGE, TWILIO | {"api": url.removesuffix("/x")})
        shown = inside.post(f"{PAGE}trial/", {"phone": "300 123 4567"}, follow=True)
    assert words in text_of(shown)
    assert b"%2B573001234567" in asked[0][2]
    assert not OutboundMessage.objects.filter(channel="sms").exists()


def test_a_private_address_is_not_reached(inside):
    inside.post(PAGE, GATEWAY | {"url": "https://127.0.0.1:1/x"})
    shown = text_of(inside.post(f"{PAGE}trial/", {"phone": "+573001234567"}, follow=True))
    assert "did not leave" in shown
    assert "private address" in shown


def test_a_number_that_is_none(inside):
    inside.post(PAGE, TWILIO)
    answer = inside.post(f"{PAGE}trial/", {"phone": "12"})
    assert answer.status_code == 422
    assert "not a telephone number" in text_of(answer)


def test_removed_and_who_may(inside, acme, mark, xena, client_of):
    inside.post(PAGE, TWILIO)
    assert client_of(mark).get(PAGE).status_code == 403
    assert client_of(xena).post(f"{PAGE}remove/").status_code == 404
    assert Transport.objects.exists()
    assert inside.post(f"{PAGE}remove/").status_code == 302
    assert not Transport.objects.exists()
    assert inside.post(f"{PAGE}remove/").status_code == inside.post(f"{PAGE}trial/").status_code == 302


def test_what_a_send_by_sms_lacks_leads_here(inside, acme, olga):
    survey = factories.survey(acme, olga)
    shown = text_of(inside.get(f"/o/acme/campaigns/new/?survey={survey.pk}&offer=sms"))
    assert PAGE in shown
    assert "SMS have no way out yet" in shown
