import hashlib
from datetime import datetime

from django.db import transaction

from accounts.models import Organisation
from contacts.models import Suppression
from delivery.models import InboundMessage, Transport

# Without a name of the provider's: the same text from the same number within so many seconds is one.
SAME_SECONDS = 120


@transaction.atomic
def note_inbound(
    *,
    organisation: Organisation,
    transport: Transport | None,
    sender: str,
    text: str,
    provider_ref: str,
    now: datetime,
) -> InboundMessage | None:
    """Take a text in once; None when it was taken in before. Its meaning is written by whoever reads it."""
    digest = Suppression.hashes_of(sender)[0]
    if not provider_ref:
        window = int(now.timestamp()) // SAME_SECONDS
        provider_ref = "-" + hashlib.sha256(f"{digest}:{window}:{text}".encode()).hexdigest()[:40]
    row, is_new = InboundMessage.objects.of(organisation).get_or_create(
        provider_ref=provider_ref[:120],
        defaults={
            "organisation": organisation,
            "transport": transport,
            "sender_hash": digest,
            "meaning": InboundMessage.Meaning.IGNORED,
            "at": now,
        },
    )
    return row if is_new else None
