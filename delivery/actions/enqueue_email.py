import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import OutboundMessage


@transaction.atomic
def enqueue_email(*, email: EmailMessage, now: datetime) -> None:
    """Turn a mail written by Django or allauth into one ledger row per recipient.

    Its content waits in the row, and is wiped once the mail has left: it may hold a link that sets a password.
    """
    html = ""
    if isinstance(email, EmailMultiAlternatives):
        html = next((str(part) for part, kind in email.alternatives if kind == "text/html"), "")
    payload = {
        "subject": str(email.subject),
        "text": str(email.body),
        "html": html,
        "from": str(email.from_email or ""),
        "reply_to": ", ".join(map(str, email.reply_to)),
    }
    drafts = [
        Draft(
            kind=OutboundMessage.Kind.ACCOUNT,
            policy=OutboundMessage.Policy.RESEND,
            dedup_key=f"account:{uuid.uuid4()}",
            recipient=str(recipient),
            payload=payload,
        )
        for recipient in email.recipients()
    ]
    enqueue_many(drafts=drafts, now=now)


class LedgerEmailBackend(BaseEmailBackend):
    """settings.EMAIL_BACKEND: nothing is sent from here, `delivery.tasks.deliver_ready` sends it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the mails. Django hands over no clock, so it is read here."""
        for email in email_messages:
            enqueue_email(email=email, now=timezone.now())
        return len(email_messages)
