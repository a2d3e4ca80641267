import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from delivery.actions.deliver_ready_made import deliver_ready_made
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from nps_app.lib.mail import send

Kind, Policy = OutboundMessage.Kind, OutboundMessage.Policy


def test_same_key_is_the_same_message(acme):
    rows = [
        enqueue(
            kind=Kind.STAFF, policy=Policy.RESEND, dedup_key="case:1", recipient=recipient, organisation=acme,
            now=timezone.now(),
        )
        for recipient in ("a@example.com", "b@example.com")
    ]  # fmt: skip
    assert rows[0].pk == rows[1].pk
    assert OutboundMessage.objects.get().recipient == "a@example.com"
    assert rows[0].message_id.startswith("<")


@pytest.mark.django_db
def test_django_mail_goes_through_the_ledger_and_its_content_is_wiped(settings, smtp_sink):
    settings.EMAIL_BACKEND = "delivery.actions.enqueue_email.LedgerEmailBackend"
    send("ana@example.com", "Set your password", "https://example.com/secret", "<p>secret</p>")
    row = OutboundMessage.objects.get()
    assert (row.kind, row.policy, row.state) == ("account", "resend", "queued")
    assert smtp_sink.messages == []

    deliver_ready_made()

    row.refresh_from_db()
    assert (row.state, row.payload) == ("sent", {})
    (caught,) = smtp_sink.messages
    assert caught.recipients == ["ana@example.com"]
    assert "https://example.com/secret" in caught.text
    assert "secret" in caught.html
    assert caught.message["Message-ID"] == row.message_id
    assert caught.message["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_one_row_for_each_recipient(settings):
    settings.EMAIL_BACKEND = "delivery.actions.enqueue_email.LedgerEmailBackend"
    EmailMultiAlternatives("Hi", "Text", to=["a@example.com"], bcc=["b@example.com"]).send()
    assert sorted(OutboundMessage.objects.values_list("recipient", flat=True)) == [
        "a@example.com",
        "b@example.com",
    ]
