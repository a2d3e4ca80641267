"""Mails and messages that allauth sends are ours, in both languages, and leave through the ledger."""

import pytest
from django.template.loader import render_to_string

from delivery.models import OutboundMessage

RESET = "/accounts/password/reset/"


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("en", "Choose a new password", "Open this link to choose a new password:"),
        ("es", "Elige una contraseña nueva", "Abre este enlace para elegir una contraseña nueva:"),
    ],
)
def test_the_password_mail_is_ours(client, olga, mailoutbox, language, subject, sentence):
    client.post(RESET, {"email": olga.email}, headers={"accept-language": language})

    [mail] = mailoutbox
    assert mail.subject == subject
    assert sentence in mail.body
    assert "/accounts/password/reset/key/" in mail.body


def test_the_password_mail_leaves_through_the_ledger(client, olga, settings):
    settings.EMAIL_BACKEND = "delivery.adapter.LedgerEmailBackend"

    client.post(RESET, {"email": olga.email})

    message = OutboundMessage.objects.get()
    assert (message.recipient, message.policy) == (olga.email, OutboundMessage.Policy.RESEND)


def test_an_unknown_address_gets_the_same_answer(client, olga, mailoutbox):
    known, unknown = (client.post(RESET, {"email": email}) for email in (olga.email, "nobody@example.com"))

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mailoutbox[1].subject == "No account with this address"


@pytest.mark.parametrize(
    "name",
    ["password_changed", "password_reset", "password_set", "email_changed", "email_confirm", "email_deleted"],
)
def test_every_notice_says_what_to_do_when_it_was_not_you(name):
    text = render_to_string(f"account/email/{name}_message.txt", {"ip": "192.0.2.1"})
    assert "set a new password at once" in text
    assert "192.0.2.1" in text
