import base64
import json

import pytest
from django.test import Client
from django.utils import timezone

from contacts.queries.suppressed import is_suppressed
from delivery.actions.enqueue import enqueue
from delivery.models import MailEvent, OutboundMessage
from delivery.rules.references import reference_of
from surveys.models import Invitation
from tests import factories

SECRET = "anymail:a-long-secret"
HARD = {"RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "BouncedAt": "2026-05-01T10:00:00Z"}


@pytest.fixture(autouse=True)
def _hook(settings):
    settings.MAIL_HOOK_SECRET = SECRET


@pytest.fixture
def invitation(acme) -> Invitation:
    return factories.invitation(factories.survey(acme), factories.contact(acme, email="ana@example.com"))


@pytest.fixture
def message(acme, invitation) -> OutboundMessage:
    row = enqueue(
        kind="invitation",
        policy="hold",
        dedup_key=f"invitation:{invitation.pk}",
        reference=f"invitation:{invitation.pk}",
        recipient="ana@example.com",
        organisation=acme,
        now=timezone.now(),
    )
    OutboundMessage.objects.update(state="sent", sent_at=timezone.now(), armed_at=timezone.now())
    return row


def post(body, *, provider="postmark", secret=SECRET):
    client = Client(enforce_csrf_checks=True)
    key = base64.b64encode(secret.encode()).decode()
    content = body if isinstance(body, str) else json.dumps(body)
    return client.post(
        f"/hooks/{provider}/",
        content,
        content_type="application/json",
        headers={"Authorization": f"Basic {key}"},
    )


def event(message, settings, **fields):
    reference = reference_of(message.pk, settings.SECRET_KEY)
    return {**HARD, "Email": "ana@example.com", "Metadata": {"promotor": reference}, **fields}


def test_nobody_there_ends_the_invitation_and_the_address(message, invitation, acme, settings):
    for _ in range(2):
        assert post(event(message, settings)).status_code == 200
    invitation.refresh_from_db()
    assert (invitation.state, invitation.reason) == ("failed", "bad_address")
    assert is_suppressed(acme, "email", "ana@example.com")
    assert MailEvent.objects.get().source == "postmark"


def test_a_delivery_settles_what_was_uncertain(message, invitation, settings):
    OutboundMessage.objects.update(state="uncertain", sent_at=None)
    Invitation.objects.update(state="uncertain", sent_at=None)
    assert post(event(message, settings, RecordType="Delivery", Type="")).status_code == 200
    invitation.refresh_from_db()
    message.refresh_from_db()
    assert (message.state, invitation.state) == ("sent", "sent")


def test_an_event_about_no_mail_of_ours_is_taken_and_forgotten(db):
    assert (
        post({**HARD, "Email": "x@example.com", "Metadata": {"promotor": "1-0123456789ab"}}).status_code
        == 200
    )
    assert not MailEvent.objects.exists()


def test_the_message_id_will_do_where_no_reference_came_back(message, settings):
    body = event(message, settings, Metadata={}, MessageID=message.message_id.strip("<>"))
    assert post(body).status_code == 200
    assert MailEvent.objects.count() == 1


def test_the_door_is_shut_without_the_secret(message, settings):
    assert post(event(message, settings), secret="anymail:guessed").status_code == 403
    assert Client().post("/hooks/postmark/").status_code == 403
    assert post(event(message, settings), provider="nobody").status_code == 404
    assert post(event(message, settings), provider="mailgun").status_code == 404  # its key is not set
    assert Client().head("/hooks/postmark/").status_code == 200
    assert Client().get("/hooks/postmark/").status_code == 405
    settings.MAIL_HOOK_SECRET = ""
    assert post(event(message, settings)).status_code == 404
    assert not MailEvent.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"RecordType": 7}', '"x"'])
def test_nonsense_is_answered_with_400(body, db):
    assert post(body).status_code in {200, 400}
    assert not MailEvent.objects.exists()


def own(acme, other_provider="postmark", **fields):
    return factories.transport(acme, provider=other_provider, **fields)


def post_own(row, body, provider=None, **headers):
    client = Client(enforce_csrf_checks=True)
    path = f"/hooks/{provider or row.provider}/{row.hook_key}/"
    return client.post(path, json.dumps(body), content_type="application/json", headers=headers)


def test_an_organisations_own_provider_reports_to_an_address_of_its_own(message, invitation, acme, settings):
    settings.MAIL_HOOK_SECRET = ""
    row = own(acme)
    assert post_own(row, event(message, settings)).status_code == 200
    invitation.refresh_from_db()
    assert invitation.reason == "bad_address"
    assert post_own(row, event(message, settings), provider="sendgrid").status_code == 404
    row.hook_key = "guessed"
    assert post_own(row, event(message, settings)).status_code == 404


def test_it_can_only_speak_of_its_own_organisations_messages(message, other, settings):
    assert post_own(own(other), event(message, settings)).status_code == 200
    assert not MailEvent.objects.exists()


def test_it_may_use_its_own_name_for_a_message(message, acme):
    OutboundMessage.objects.update(provider_ref="p-7")
    body = {**HARD, "Email": "ana@example.com", "MessageID": "p-7"}
    assert post_own(own(acme), body).status_code == 200
    assert MailEvent.objects.count() == 1


def test_one_that_signs_is_not_heard_before_its_key_is_known(acme):
    row = own(acme, "mailersend", secrets={"api_token": "t"})
    assert post_own(row, {}).status_code == 404
    row.secrets = {"api_token": "t", "signing_secret": "s"}
    row.save()
    assert post_own(row, {}, Signature="wrong").status_code == 403


def test_amazon_is_asked_back_at_its_own_address_only(acme, monkeypatch):
    opened = []
    monkeypatch.setattr("delivery.views.mail_hook.confirm_subscription", opened.append)
    row = own(acme, "amazon_ses")
    kind = {"x-amz-sns-message-type": "SubscriptionConfirmation", "x-amz-sns-message-id": "1"}
    for url in ("https://sns.eu-west-1.amazonaws.com/?a=1", "https://evil.example/", "http://10.0.0.1/"):
        body = {"Type": "SubscriptionConfirmation", "MessageId": "1", "SubscribeURL": url}
        assert post_own(row, body, **kind).status_code == 200
    assert opened == ["https://sns.eu-west-1.amazonaws.com/?a=1"]
