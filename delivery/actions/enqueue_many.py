from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import Organisation
from delivery.models import OutboundMessage
from nps_app.lib.tokens import mail_token


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message somebody wants to leave. Two drafts with the same `dedup_key` are one message."""

    kind: str
    policy: str
    dedup_key: str
    recipient: str
    organisation: Organisation | None = None
    reference: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    expires_at: datetime | None = None
    next_at: datetime | None = None  # not before; without it, now


@transaction.atomic
def enqueue_many(*, drafts: Sequence[Draft], now: datetime) -> None:
    """Put drafts into the ledger; those whose dedup_key is there already are left alone.

    Call it in the transaction that writes what the messages are about: both are kept or neither.
    The ledger is a journal of its own, so no event is written.
    """
    OutboundMessage.objects.bulk_create([_row(draft, now) for draft in drafts], ignore_conflicts=True)


def _row(draft: Draft, now: datetime) -> OutboundMessage:
    return OutboundMessage(
        organisation=draft.organisation,
        kind=draft.kind,
        policy=draft.policy,
        dedup_key=draft.dedup_key,
        reference=draft.reference,
        recipient=draft.recipient,
        message_id=f"<{mail_token()}@{_sender_domain()}>",
        payload=draft.payload,
        next_at=draft.next_at or now,
        expires_at=draft.expires_at,
        created_at=now,
    )


def _sender_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
