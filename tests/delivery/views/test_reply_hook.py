import hashlib
import hmac
import json

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse

from delivery.models import ReplyAddress
from delivery.rules.references import CASE, reference_of
from followup.models import CaseEvent
from tests import factories


@pytest.fixture
def case(acme, stan):
    ana = factories.contact(acme, name="Ana López", email="ana@example.com")
    return factories.case(factories.response(factories.survey(acme), 2, contact=ana), stan)


def to(case):
    return f"case+{reference_of(case.pk, configured.SECRET_KEY, CASE)}@reply.example.com"


def post(row, body, content_type="application/json", **headers):
    client = Client(enforce_csrf_checks=True)
    url = reverse("delivery:reply_hook", args=[row.hook_key])
    return client.post(url, body, content_type=content_type, headers=headers)


def postmark(case, text="Sigo esperando."):
    return {
        "FromFull": {"Email": "ana@example.com", "Name": "Ana"},
        "ToFull": [{"Email": to(case), "Name": ""}],
        "Subject": "Re: Hola",
        "MessageID": "73e6d360",
        "TextBody": text,
        "HtmlBody": "<p>Sigo esperando.</p>",
        "Headers": [{"Name": "Message-ID", "Value": "<a1@mail.example>"}],
        "Attachments": [{"Name": "a.txt", "ContentType": "text/plain", "Content": "aG9sYQ=="}],
    }


def raw(case, text="Sigo esperando."):
    return f"From: ana@example.com\nTo: {to(case)}\nMessage-ID: <a1@mail.example>\n\n{text}\n".encode()


def wrote():
    return list(CaseEvent.objects.filter(kind="wrote").values_list("text", flat=True))


def test_a_provider_hands_a_mail_over(acme, case):
    row = factories.reply_address(acme, way="postmark")
    assert post(row, json.dumps(postmark(case))).status_code == 200
    assert wrote() == ["Sigo esperando."]
    assert CaseEvent.objects.get(kind="wrote").data["attachments"] == ["a.txt"]
    assert post(row, json.dumps(postmark(case))).status_code == 200
    assert len(wrote()) == 1


def test_a_mail_server_of_ones_own_posts_it_as_it_is(acme, case):
    row = factories.reply_address(acme)
    assert post(row, raw(case), "message/rfc822").status_code == 200
    assert wrote() == ["Sigo esperando."]


def test_where_it_was_delivered_may_stand_beside_it(acme, case):
    row = factories.reply_address(acme)
    mail = b"From: ana@elsewhere.example\nTo: undisclosed\n\nHola\n"
    post(row, mail, "message/rfc822", **{"X-Envelope-To": to(case)})
    assert wrote() == ["Hola"]


def test_large_mails_are_taken(acme, case):
    row = factories.reply_address(acme)
    mail = raw(case) + b"x" * (configured.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert post(row, mail, "message/rfc822").status_code == 200
    assert len(wrote()) == 1


@pytest.mark.parametrize("signed", [True, False])
def test_who_signs_is_believed_only_with_the_signature(acme, case, signed):
    row = factories.reply_address(acme, way="mailgun", secrets={"signing": "key"})
    signature = hmac.new(b"key", b"1700000000token", hashlib.sha256).hexdigest() if signed else "no"
    form = {
        "timestamp": "1700000000",
        "token": "token",
        "signature": signature,
        "sender": "ana@example.com",
        "recipient": to(case),
        "body-mime": raw(case).decode(),
    }
    client = Client()
    answer = client.post(reverse("delivery:reply_hook", args=[row.hook_key]), form)
    assert answer.status_code == (200 if signed else 403)
    assert bool(wrote()) is signed


def test_what_cannot_be_read_is_400(acme):
    row = factories.reply_address(acme, way="postmark")
    assert post(row, "no json").status_code == 400
    assert post(row, json.dumps({"RecordType": "Bounce"})).status_code == 400


def test_a_key_nobody_has_is_404_and_a_mailbox_has_none(acme, case):
    row = factories.reply_address(acme)
    assert Client().post("/hooks/replies/nobodys/", "x", content_type="text/plain").status_code == 404
    assert Client().head(reverse("delivery:reply_hook", args=[row.hook_key])).status_code == 200
    ReplyAddress.objects.update(way="mailbox")
    assert post(row, raw(case), "message/rfc822").status_code == 200
    assert wrote() == []


def test_only_ones_own_cases_can_be_reached(other, case):
    row = factories.reply_address(other)
    assert post(row, raw(case), "message/rfc822").status_code == 200
    assert wrote() == []
    row.refresh_from_db()
    assert row.strays == 1


def test_nothing_else_is_taken(acme):
    row = factories.reply_address(acme)
    assert Client().get(reverse("delivery:reply_hook", args=[row.hook_key])).status_code == 405
