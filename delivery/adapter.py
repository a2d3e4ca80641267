"""Where Django's mail meets our ledger: settings.EMAIL_BACKEND."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from delivery.actions.enqueue_email import enqueue_email
from delivery.tasks import deliver_ready
from nps_app.lib.nudge import nudge


class LedgerEmailBackend(BaseEmailBackend):
    """Nothing is sent from here: the mails become rows, and the worker is woken to send them at once."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the mails. Django hands over no clock, so it is read here."""
        for email in email_messages:
            enqueue_email(email=email, now=timezone.now())
        nudge(deliver_ready)
        return len(email_messages)
