from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Organisation
from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import Channel, OutboundMessage


@transaction.atomic
def enqueue(
    *,
    kind: str,
    policy: str,
    dedup_key: str,
    recipient: str,
    now: datetime,
    organisation: Organisation | None = None,
    reference: str = "",
    payload: dict[str, Any] | None = None,
    expires_at: datetime | None = None,
    channel: str = Channel.EMAIL,
) -> OutboundMessage:
    """Put one message into the ledger and return its row; the same `dedup_key` again returns the first row.

    `payload` of a ready-made mail: {"subject", "text", "html", "from_name", "reply_to", "headers"}, all but
    the first two optional; an SMS has {"text"}. Afterwards the page or task nudges `delivery.tasks.deliver_ready`.
    """
    draft = Draft(
        kind=kind,
        policy=policy,
        dedup_key=dedup_key,
        recipient=recipient,
        organisation=organisation,
        reference=reference,
        payload=payload or {},
        expires_at=expires_at,
        channel=channel,
    )
    enqueue_many(drafts=[draft], now=now)
    return OutboundMessage.objects.get(dedup_key=dedup_key)
