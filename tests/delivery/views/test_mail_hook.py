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
