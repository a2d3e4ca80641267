"""Each provider's dialect against a real server that plays the provider."""

import base64
import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlencode

import pytest

from delivery.rules.smtp_replies import Verdict
from delivery.transports.sms.gateway import Gateway
from delivery.transports.sms.provider import Callback
from delivery.transports.sms.twilio import Twilio
from delivery.transports.sms.vonage import Vonage
from nps_app.lib import http
from tests.web_server import cut_off, say, served

FORM = "application/x-www-form-urlencoded"
TO, REF = "+573001234567", "12-0123456789ab"


@pytest.fixture(autouse=True)
def _opened(settings):
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8"]


def root(url):
    return url.removesuffix("/x")


def twilio(url="http://127.0.0.1:1", **fields):
    return Twilio(
        sid="AC1", token="t0ken", sender="+15550001", api=url, status_url="https://a.example/s/", **fields
    )


def vonage(url="http://127.0.0.1:1", **fields):
    return Vonage(key="k1", secret="s1", sender="Acme", api=url, status_url="https://a.example/s/", **fields)


def test_twilio_takes_a_text():
    taken = json.dumps({"sid": "SM1", "status": "queued", "num_segments": "2"})
    with served(say(201, taken)) as (url, asked):
        result = twilio(root(url)).send(TO, "¿Qué tal?", REF)
    assert (result.verdict, result.id, result.segments) == (None, "SM1", 2)
    path, headers, body = asked[0]
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert base64.b64decode(headers["Authorization"].split()[1]) == b"AC1:t0ken"
    assert parse_qs(body.decode()) == {
        "To": [TO],
        "From": ["+15550001"],
        "Body": ["¿Qué tal?"],
        "StatusCallback": [f"https://a.example/s/?ref={REF}"],
    }


@pytest.mark.parametrize(
    ("status", "code", "verdict"),
    [
        (400, 21610, Verdict.UNSUBSCRIBED),
        (400, 21614, Verdict.BAD_ADDRESS),
        (400, 21211, Verdict.BAD_ADDRESS),
        (400, 21606, Verdict.TRANSPORT),
        (401, 20003, Verdict.TRANSPORT),
        (429, 20429, Verdict.RETRY),
        (503, 20503, Verdict.RETRY),
        (400, 21617, Verdict.REFUSED),  # too long
        (400, 63038, Verdict.REFUSED),
    ],
)
def test_twilio_refuses(status, code, verdict):
    with served(say(status, json.dumps({"code": code, "message": "no", "status": status}))) as (url, _):
        result = twilio(root(url)).send(TO, "Hi", REF)
    assert result.verdict is verdict
    assert "no" in result.error


@pytest.mark.parametrize("answer", [say(500), say(502), say(504), say(408), cut_off])
@pytest.mark.parametrize("make", [twilio, vonage, lambda url: Gateway(url=url, template='{"a": "{text}"}')])
def test_what_might_have_been_taken_is_said_to_be_unknown(make, answer):
    with served(answer) as (url, _), pytest.raises(http.NoAnswer):
        make(root(url)).send(TO, "Hi", REF)


@pytest.mark.parametrize("make", [twilio, vonage, lambda url: Gateway(url=url, template='{"a": "{text}"}')])
def test_nobody_listening_is_safe(make):
    with pytest.raises(http.NotReached):
        make("http://127.0.0.1:1").send(TO, "Hi", REF)


def test_twilios_own_example_of_a_signature():
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+12349013030",
        "Digits": "1234",
        "From": "+12349013030",
        "To": "+18005551212",
    }
    account = Twilio(sid="AC1", token="12345", sender="+1")
    callback = Callback(
        url="https://mycompany.com/myapp.php?foo=1&bar=2",
        body=urlencode(fields).encode(),
        content_type=FORM,
        headers={"X-Twilio-Signature": "0/KCTR6DLpKmkAf8muzZqo1nDgQ="},
    )
    assert account.is_genuine(callback)
    assert not Twilio(sid="AC1", token="12346", sender="+1").is_genuine(callback)
    assert not account.is_genuine(Callback(url=callback.url, body=callback.body, content_type=FORM))


@pytest.mark.parametrize(
    ("state", "code", "news"),
    [
        ("delivered", "", "delivered"),
        ("sent", "", None),
        ("undelivered", "30003", "soft"),
        ("undelivered", "30005", "hard"),
        ("failed", "30006", "hard"),
        ("failed", "21610", "unsubscribed"),
    ],
)
def test_twilio_reports(state, code, news):
    body = urlencode({"MessageSid": "SM1", "MessageStatus": state, "ErrorCode": code}).encode()
    status = twilio().parse_status(Callback(f"https://a.example/s/?ref={REF}", body, FORM))
    assert (status and status.news) == news
    if status:
        assert (status.ref, status.id) == (REF, "SM1")


def test_twilio_brings_a_text():
    body = urlencode({"From": TO, "Body": "9 gracias", "MessageSid": "SM2"}).encode()
    inbound = twilio().parse_inbound(Callback("https://a.example/", body, FORM))
    assert (inbound.sender, inbound.text, inbound.id) == (TO, "9 gracias", "SM2")
    body = urlencode({"From": TO, "Body": "Arrêt", "OptOutType": "STOP"}).encode()
    assert twilio().parse_inbound(Callback("https://a.example/", body, FORM)).text == "STOP"
    assert twilio().parse_inbound(Callback("https://a.example/", b"", FORM)) is None


def test_vonage_takes_a_text_in_parts():
    said = {"message-count": "2", "messages": [{"status": "0", "message-id": "M1"}, {"status": "0"}]}
    with served(say(200, json.dumps(said))) as (url, asked):
        result = vonage(root(url)).send(TO, "¡Así!", REF)
    assert (result.verdict, result.id, result.segments) == (None, "M1", 2)
    sent = {name: values[0] for name, values in parse_qs(asked[0][2].decode()).items()}
    assert (sent["to"], sent["from"], sent["client-ref"], sent["type"]) == (
        "573001234567",
        "Acme",
        REF,
        "unicode",
    )


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("1", Verdict.RETRY), ("4", Verdict.TRANSPORT), ("9", Verdict.TRANSPORT), ("6", Verdict.REFUSED),
     ("7", Verdict.UNSUBSCRIBED), ("33", Verdict.BAD_ADDRESS)],
)  # fmt: skip
def test_vonage_refuses_with_a_status_of_200(status, verdict):
    said = {"messages": [{"status": status, "error-text": "no"}]}
    with served(say(200, json.dumps(said))) as (url, _):
        assert vonage(root(url)).send(TO, "Hi", REF).verdict is verdict


def test_vonages_answer_that_makes_no_sense_is_unknown():
    with served(say(200, "<html>")) as (url, _), pytest.raises(http.NoAnswer):
        vonage(root(url)).send(TO, "Hi", REF)


@pytest.mark.parametrize("method", ["sha256", "sha512", "md5hash"])
@pytest.mark.parametrize("kind", [FORM, "application/json"])
def test_vonage_signs(method, kind):
    fields = {"msisdn": "573001234567", "text": "a&b=c", "timestamp": "1700000000"}
    signed = "&msisdn=573001234567&text=a_b_c&timestamp=1700000000"
    if method == "md5hash":
        fields["sig"] = hashlib.md5((signed + "hush").encode(), usedforsecurity=False).hexdigest()
    else:
        fields["sig"] = hmac.new(b"hush", signed.encode(), method).hexdigest().upper()
    body = json.dumps(fields) if "json" in kind else urlencode(fields)
    callback = Callback("https://a.example/", body.encode(), kind)
    assert vonage(signature="hush").is_genuine(callback)
    assert not vonage(signature="other").is_genuine(callback)
    assert vonage().is_genuine(callback)  # an account that does not sign: the address alone tells
    inbound = vonage().parse_inbound(callback)
    assert (inbound.sender, inbound.text) == ("+573001234567", "a&b=c")


@pytest.mark.parametrize(
    ("state", "code", "news"),
    [
        ("delivered", "0", "delivered"),
        ("accepted", "0", None),
        ("failed", "1", "soft"),
        ("rejected", "3", "hard"),
    ],
)
def test_vonage_reports(state, code, news):
    fields = {"status": state, "err-code": code, "client-ref": REF, "messageId": "M1"}
    status = vonage().parse_status(Callback("https://a.example/", urlencode(fields).encode(), FORM))
    assert (status and (status.news, status.ref, status.id)) == (news and (news, REF, "M1"))


TEMPLATE = (
    '{"messages": [{"to": "{to}", "body": "{from}: {text}"}], "ref": "{ref}", "cb": "{status_url}", "n": 1}'
)


def test_a_gateway_by_its_template():
    gateway = Gateway(
        url="",
        template=TEMPLATE,
        sender="Acme",
        headers={"Authorization": "Bearer k"},
        names={"answer_id": "messages.0.id"},
        status_url="https://a.example/s/",
    )
    text = 'He said "9", {to} } \\ ñ'
    with served(say(202, '{"messages": [{"id": 77}]}')) as (url, asked):
        gateway.url = url + "?n={to}"
        result = gateway.send(TO, text, REF)
    assert (result.verdict, result.id) == (None, "77")
    path, headers, body = asked[0]
    assert path == "/x?n=%2B573001234567"
    assert headers["Authorization"] == "Bearer k"
    assert json.loads(body) == {
        "messages": [{"to": TO, "body": f"Acme: {text}"}],
        "ref": REF,
        "cb": "https://a.example/s/",
        "n": 1,
    }


def test_a_gateway_that_wants_a_form():
    with served(say(200, "OK 77")) as (url, asked):
        gateway = Gateway(url=url, template='{"num": "{to}", "msg": "{text}"}', as_form=True)
        assert gateway.send(TO, "a&b", REF).verdict is None
    assert parse_qs(asked[0][2].decode()) == {"num": [TO], "msg": ["a&b"]}


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(400, Verdict.REFUSED), (401, Verdict.TRANSPORT), (302, Verdict.TRANSPORT), (429, Verdict.RETRY)],
)
def test_a_gateway_refuses(status, verdict):
    with served(say(status)) as (url, _):
        assert Gateway(url=url, template='{"a": "{text}"}').send(TO, "Hi", REF).verdict is verdict


def test_a_gateway_calls_back_by_the_names_it_was_given():
    gateway = Gateway(
        url="", template="{}", names={"from": "data.msisdn", "text": "data.body", "delivered": "ok, done"}
    )
    body = json.dumps({"data": {"msisdn": "57300", "body": "9"}, "id": 5}).encode()
    inbound = gateway.parse_inbound(Callback("https://a.example/", body, "application/json"))
    assert (inbound.sender, inbound.text, inbound.id) == ("57300", "9", "5")
    body = urlencode({"status": "DONE", "ref": REF}).encode()
    assert gateway.parse_status(Callback("https://a.example/", body, FORM)).news == "delivered"
    assert gateway.parse_status(Callback("https://a.example/", b"status=sent", FORM)) is None
    with pytest.raises(ValueError):
        gateway.parse_inbound(Callback("https://a.example/", b"[", "application/json"))
