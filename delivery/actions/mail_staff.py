from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from accounts.models import Organisation, User
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from nps_app.lib.mail_parts import mail_parts


def mail_staff(
    name: str,
    *,
    to: User,
    fields: Mapping[str, Any],
    organisation: Organisation,
    dedup_key: str,
    reference: str,
    now: datetime,
) -> OutboundMessage:
    """Put the mail emails/<name> to a colleague, in their language, into the ledger: once for one `dedup_key`."""
    with translation.override(to.language):
        payload = mail_parts(name, fields)
    return enqueue(
        kind=OutboundMessage.Kind.STAFF,
        policy=OutboundMessage.Policy.RESEND,
        dedup_key=dedup_key,
        recipient=to.email,
        organisation=organisation,
        reference=reference,
        payload=payload,
        now=now,
    )
