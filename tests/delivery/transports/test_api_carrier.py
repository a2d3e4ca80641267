"""Sending through providers' interfaces, against a local server that answers as they do."""

from datetime import UTC, datetime

import pytest

from delivery.models import Transport
from delivery.transports.api_carrier import ApiCarrier
from delivery.transports.carrier import ConnectionLost, NotArmed, OutcomeUnknown, Parcel, Refused
from delivery.transports.mime import Mail
from tests.delivery.api_server import ApiServer

MAIL = Mail(
    sender_name="Acme",
    sender_address="surveys@acme.example",
    recipient="ana@example.com",
    subject="¿Nos recomendarías?",
    text="Del 0 al 10\n",
    html="<p>Del 0 al 10 – ñ</p>",
    headers={"List-Unsubscribe": "<https://x.example/u/1/>", "Auto-Submitted": "auto-generated"},
)
PARCEL = Parcel(
    recipient=MAIL.recipient,
    body=MAIL.as_bytes(message_id="<7@acme.example>", date=datetime(2026, 5, 1, tzinfo=UTC)),
    reference="7-0123456789ab",
    message_id="<7@acme.example>",
)
# Provider, secrets, what it answers to a mail it takes, and what it calls the mail.
PROVIDERS = [
    ("brevo", {"api_key": "k"}, {"messageId": "<b1@x>"}, "<b1@x>"),
    ("mailersend", {"api_token": "k"}, {}, "e1"),
    ("mailgun", {"api_key": "k"}, {"id": "<m1@x>", "message": "Queued. Thank you."}, "<m1@x>"),
    (
        "mailjet",
        {"api_key": "k", "secret_key": "s"},
        {"Messages": [{"Status": "success", "To": [{"Email": "ana@example.com", "MessageID": 5}]}]},
        "5",
    ),
    ("mailtrap", {"api_token": "k"}, {"success": True, "message_ids": ["t1"]}, "t1"),
    ("mandrill", {"api_key": "k"}, [{"email": "ana@example.com", "status": "sent", "_id": "d1"}], "d1"),
    (
        "postmark",
        {"server_token": "k"},
        {"To": "ana@example.com", "MessageID": "p1", "ErrorCode": 0, "Message": "OK", "SubmittedAt": "x"},
        "p1",
    ),
    ("resend", {"api_key": "k"}, {"id": "r1"}, "r1"),
    (
        "scaleway",
        {"secret_key": "k", "project_id": "p", "region_name": "fr-par"},
        {"emails": [{"id": "s1", "mail_rcpt": "ana@example.com", "status": "new"}]},
        "s1",
    ),
    ("sendgrid", {"api_key": "k"}, {}, None),  # Anymail invents the name
    (
        "sparkpost",
        {"api_key": "k"},
        {"results": {"total_accepted_recipients": 1, "total_rejected_recipients": 0, "id": "q1"}},
        "q1",
    ),
]


@pytest.fixture
def api(settings, monkeypatch):
    with ApiServer() as server:
        settings.EMAIL_TIMEOUT = 1
        settings.ANYMAIL = {f"{name.upper()}_API_URL": server.url for name, *_ in PROVIDERS}
        monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", server.url)
        yield server


def transport(provider, secrets):
    row = Transport(channel="email", provider=provider, options={"from_address": "surveys@acme.example"})
    row.secrets = secrets
    return row


def send(provider="postmark", secrets=None, arm=lambda: True):
    with ApiCarrier(transport(provider, secrets or {"server_token": "k"})) as carrier:
        return carrier.send(PARCEL, arm)


@pytest.mark.parametrize(
    ("provider", "secrets", "answer", "ref"), PROVIDERS, ids=[row[0] for row in PROVIDERS]
)
def test_a_mail_leaves_by_each_provider(api, provider, secrets, answer, ref):
    api.answer = answer
    if provider in {"mailersend", "sendgrid"}:
        api.status, api.headers = 202, {"X-Message-Id": "e1"}
    receipt = send(provider, secrets)
    (asked,) = api.asked
    assert receipt.code == 250
    assert ref is None or receipt.ref == ref
    assert "ana@example.com" in asked.body.replace("%40", "@")
    assert "surveys@acme.example" in asked.body.replace("%40", "@")
    if provider != "mailersend":  # it takes no metadata
        assert PARCEL.reference in asked.body


def test_a_mail_leaves_by_amazon(api):
    api.answer = {"MessageId": "a1"}
    secrets = {"access_key_id": "a", "secret_access_key": "s", "region_name": "eu-west-1"}
    assert send("amazon_ses", secrets).ref == "a1"
    assert api.asked[0].path == "/v2/email/outbound-emails"


def test_the_provider_gets_texts_headers_and_no_tracking(api):
    api.answer = PROVIDERS[6][2]
    send()
    sent = api.asked[0].json
    assert sent["Subject"] == MAIL.subject
    assert (sent["TextBody"].strip(), sent["HtmlBody"].strip()) == (MAIL.text.strip(), MAIL.html)
    assert {"Name": "List-Unsubscribe", "Value": "<https://x.example/u/1/>"} in sent["Headers"]
    assert (sent["TrackOpens"], sent["TrackLinks"]) == (False, "None")
    assert "Acme" in sent["From"]


def test_who_knows_a_request_again_is_given_its_name(api):
    api.answer = {"id": "r1"}
    send("resend", {"api_key": "k"})
    send("resend", {"api_key": "k"})
    assert {asked.headers["Idempotency-Key"] for asked in api.asked} == {"<7@acme.example>"}
    api.answer = {"messageId": "b1"}
    send("brevo", {"api_key": "k"})
    assert len(api.asked[-1].json["headers"]["idempotencyKey"]) == 36


def test_nothing_leaves_when_the_ledger_says_no(api):
    with pytest.raises(NotArmed):
        send(arm=lambda: False)
    assert api.asked == []


@pytest.mark.parametrize("status", [500, 502, 504])
def test_an_answer_that_says_nothing_leaves_the_outcome_unknown(api, status):
    api.status = status
    with pytest.raises(OutcomeUnknown):
        send()


def test_silence_and_hanging_up_leave_the_outcome_unknown(api):
    api.drop = True
    with pytest.raises(OutcomeUnknown):
        send()
    api.drop, api.wait = False, 1.5
    with pytest.raises(OutcomeUnknown):
        send()


def test_an_answer_that_makes_no_sense_leaves_the_outcome_unknown(api):
    api.answer = "<html>"
    with pytest.raises(OutcomeUnknown):
        send()


def test_a_connection_that_never_came_about_is_safe(api, settings):
    settings.ANYMAIL = {"POSTMARK_API_URL": "http://127.0.0.1:1/"}
    with pytest.raises(ConnectionLost) as lost:
        send()
    assert lost.value.cause == "no_connection"
    settings.ANYMAIL = {"POSTMARK_API_URL": "http://nowhere.invalid/"}
    with pytest.raises(ConnectionLost) as lost:
        send()
    assert lost.value.cause == "unknown_host"


def test_amazon_that_cannot_be_reached_is_safe_and_a_wrong_key_named(api, monkeypatch):
    secrets = {"access_key_id": "a", "secret_access_key": "s", "region_name": "eu-west-1"}
    api.status, api.answer = 403, {"message": "The security token included in the request is invalid"}
    with pytest.raises(Refused) as refused:
        send("amazon_ses", secrets)
    assert (refused.value.verdict, refused.value.cause) == ("transport", "login")
    api.status = 500
    with pytest.raises(OutcomeUnknown):
        send("amazon_ses", secrets)
    assert len(api.asked) == 2  # its library does not try again by itself
    monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", "http://127.0.0.1:1/")
    with pytest.raises(ConnectionLost):
        send("amazon_ses", secrets)


@pytest.mark.parametrize(
    ("status", "answer", "verdict", "cause"),
    [
        (429, {}, "transport", "busy"),
        (503, {}, "transport", "busy"),
        (401, {"Message": "Bad token"}, "transport", "login"),
        (422, {"ErrorCode": 401, "Message": "The Sender signature is not confirmed"}, "transport", "sender"),
        (
            422,
            {"ErrorCode": 300, "Message": "Invalid 'To' address: 'ana@example.com'."},
            "refused",
            "recipient",
        ),
        (422, {"ErrorCode": 9999, "Message": "Something new"}, "blocked", "blocked"),
    ],
)
def test_a_refusal_is_judged(api, status, answer, verdict, cause):
    api.status, api.answer = status, answer
    with pytest.raises(Refused) as refused:
        send()
    assert (refused.value.verdict, refused.value.cause) == (verdict, cause)


def test_the_entrance_of_the_region_is_used(settings):
    row = transport("mailgun", {"api_key": "k"})
    row.options["region"] = "eu"
    with ApiCarrier(row) as carrier:
        assert carrier._open().api_url == "https://api.eu.mailgun.net/v3/"


def test_a_key_that_is_missing_or_was_lost_is_no_messages_fault(api):
    for provider, secrets in (("postmark", {}), ("amazon_ses", {"access_key_id": "a"})):
        with pytest.raises(Refused) as refused, ApiCarrier(transport(provider, secrets)) as carrier:
            carrier.send(PARCEL, lambda: True)
        assert (refused.value.verdict, refused.value.cause) == ("transport", "login")


def test_what_breaks_after_the_request_may_have_left(api, monkeypatch):
    def breaks(*args):
        raise RuntimeError("a mistake of a library")

    monkeypatch.setattr("anymail.backends.postmark.EmailBackend.parse_recipient_status", breaks)
    with pytest.raises(OutcomeUnknown):
        send()
