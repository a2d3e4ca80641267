import base64
import hashlib
import hmac
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from contacts.queries.suppressed import is_suppressed
from delivery.actions.enqueue import enqueue
from delivery.models import Channel, MailEvent, OutboundMessage, Transport
from delivery.rules.references import reference_of
from responses.models import Response
from tests import factories

TO = "+573001234567"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def transport(acme):
    row = Transport(organisation=acme, channel=Channel.SMS, provider="twilio", options={"sender": "+1555"})
    row.secrets = {"token": "t0ken"}
    row.save()
    return row


@pytest.fixture
def message(acme, olga, transport):
    """An invitation of Acme's whose outcome is unknown."""
    contact = factories.contact(acme, phone=TO, email="")
    invitation = factories.invitation(factories.survey(acme, olga), contact, state="uncertain", channel="sms")
    row = enqueue(
        kind=OutboundMessage.Kind.INVITATION,
        policy=OutboundMessage.Policy.HOLD,
        channel=Channel.SMS,
        dedup_key=f"invitation:{invitation.pk}",
        reference=f"invitation:{invitation.pk}",
        recipient=TO,
        organisation=acme,
        now=timezone.now(),
    )
    row.state, row.armed_at = "uncertain", timezone.now()
    row.save()
    row.invitation = invitation
    return row


def ring(client, transport, fields, *, ref="", token=b"t0ken", what="status"):
    address = reverse(f"delivery:sms_{what}", args=[transport.hook_key]) + (f"?ref={ref}" if ref else "")
    signed = settings.SITE_URL + address + "".join(name + value for name, value in sorted(fields.items()))
    signature = base64.b64encode(hmac.digest(token, signed.encode(), hashlib.sha1)).decode()
    return client.post(
        address, urlencode(fields), content_type=FORM, headers={"X-Twilio-Signature": signature}
    )


def test_a_delivery_settles_what_was_uncertain(client, transport, message):
    ref = reference_of(message.pk, settings.SECRET_KEY)
    answer = ring(client, transport, {"MessageSid": "SM1", "MessageStatus": "delivered"}, ref=ref)
    assert answer.status_code == 200
    message.refresh_from_db()
    message.invitation.refresh_from_db()
    assert (message.state, message.invitation.state) == ("sent", "sent")


def test_by_the_providers_own_name_for_it(client, transport, message):
    OutboundMessage.objects.update(provider_ref="SM7", transport=transport)
    ring(client, transport, {"MessageSid": "SM7", "MessageStatus": "undelivered", "ErrorCode": "30006"})
    message.refresh_from_db()
    message.invitation.refresh_from_db()
    assert (message.state, message.reason, message.invitation.state) == ("failed", "bad_address", "failed")
    assert is_suppressed(message.organisation, "phone", TO)
    assert not is_suppressed(message.organisation, "email", TO)


def test_who_signs_with_another_token_is_not_believed(client, transport, message):
    ref = reference_of(message.pk, settings.SECRET_KEY)
    answer = ring(client, transport, {"MessageStatus": "delivered"}, ref=ref, token=b"guess")
    assert answer.status_code == 403
    assert not MailEvent.objects.exists()


def test_another_organisations_account_says_nothing_about_ours(client, message, other):
    theirs = Transport(organisation=other, channel=Channel.SMS, provider="twilio")
    theirs.secrets = {"token": "t0ken"}
    theirs.save()
    ref = reference_of(message.pk, settings.SECRET_KEY)
    assert ring(client, theirs, {"MessageStatus": "delivered"}, ref=ref).status_code == 200
    assert not MailEvent.objects.exists()


def test_an_unknown_key_a_look_and_rubbish(client, transport):
    assert client.post(reverse("delivery:sms_status", args=["nobody"])).status_code == 404
    assert client.get(reverse("delivery:sms_status", args=[transport.hook_key])).status_code == 405
    address = reverse("delivery:sms_status", args=[transport.hook_key])
    assert client.post(address, b"\xff[", content_type="application/json").status_code == 400


def test_a_person_answers_by_sms(client, transport, message):
    answer = ring(client, transport, {"From": TO, "Body": "9 gracias", "MessageSid": "SM9"}, what="inbound")
    assert answer.status_code == 200
    assert answer.content.endswith(b"<Response/>")
    stored = Response.objects.get()
    assert (stored.score, stored.comment, stored.channel) == (9, "gracias", "sms")
    ring(client, transport, {"From": TO, "Body": "9 gracias", "MessageSid": "SM9"}, what="inbound")
    assert Response.objects.count() == 1


def test_an_inbound_text_is_believed_only_when_it_is_signed(client, transport, message):
    fields = {"From": TO, "Body": "STOP", "MessageSid": "SM9"}
    assert ring(client, transport, fields, what="inbound", token=b"guess").status_code == 403
    assert not is_suppressed(message.organisation, "phone", TO)
    assert ring(client, transport, fields, what="inbound").status_code == 200
    assert is_suppressed(message.organisation, "phone", TO)


def test_a_gateway_that_leaves_the_plus_out_and_a_name_as_sender(client, acme, message):
    Transport.objects.update(provider="http", options={"url": "https://x.example/", "template": "{}"})
    row = Transport.objects.get()
    address = reverse("delivery:sms_inbound", args=[row.hook_key])
    assert client.post(address, "from=573001234567&text=4", content_type=FORM).status_code == 200
    assert Response.objects.get().score == 4
    assert client.post(address, "from=Bank&text=4", content_type=FORM).status_code == 200
    assert client.post(address, b"[1", content_type="application/json").status_code == 400
