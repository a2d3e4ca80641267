import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from delivery.actions.deliver_ready_made import deliver_ready_made
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from delivery.tasks import deliver_ready
from nps_app.lib.mail import send
from tests import factories

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
    settings.EMAIL_BACKEND = "delivery.adapter.LedgerEmailBackend"
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
    settings.EMAIL_BACKEND = "delivery.adapter.LedgerEmailBackend"
    EmailMultiAlternatives("Hi", "Text", to=["a@example.com"], bcc=["b@example.com"]).send()
    assert sorted(OutboundMessage.objects.values_list("recipient", flat=True)) == [
        "a@example.com",
        "b@example.com",
    ]


@pytest.mark.django_db
def test_a_mail_belongs_to_the_organisation_it_is_about_or_to_the_only_one_of_its_recipient(
    settings, acme, other, olga, xena
):
    settings.EMAIL_BACKEND = "delivery.adapter.LedgerEmailBackend"
    send("new@example.com", "Join us", "text", organisation=acme)
    send(olga.email.upper(), "Your password", "text")
    send("stranger@example.com", "Welcome", "text")
    factories.Membership.objects.create(organisation=acme, user=xena, role="viewer")
    send(xena.email, "Your password", "text")
    owners = OutboundMessage.objects.order_by("pk").values_list("organisation", flat=True)
    assert list(owners) == [acme.pk, acme.pk, None, None]


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_woken_for_a_mail_about_an_account(settings, monkeypatch):
    settings.EMAIL_BACKEND = "delivery.adapter.LedgerEmailBackend"
    woken = []
    monkeypatch.setattr("delivery.adapter.nudge", woken.append)
    send("ana@example.com", "Set your password", "text")
    assert woken == [deliver_ready]
