import uuid
from datetime import datetime

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction

from accounts.models import Membership, Organisation
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
            organisation=_organisation(email, str(recipient)),
            payload=payload,
        )
        for recipient in email.recipients()
    ]
    enqueue_many(drafts=drafts, now=now)


def _organisation(email: EmailMessage, recipient: str) -> Organisation | None:
    """The one the mail is about, or the only one its recipient is in: its owners see the mail in their list."""
    named = getattr(email, "organisation", None)
    if isinstance(named, Organisation):
        return named
    places = Membership.objects.filter(user__email__iexact=recipient).select_related("organisation")[:2]
    return places[0].organisation if len(places) == 1 else None
