from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Organisation
from delivery.models import Channel, OutboundMessage, Transport
from delivery.queries.ways_out import transports_of
from delivery.rules.kinds import leaves_by_own_transport
from delivery.transports.identity import identity_of
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
    channel: str = Channel.EMAIL


@transaction.atomic
def enqueue_many(*, drafts: Sequence[Draft], now: datetime) -> None:
    """Put drafts into the ledger; those whose dedup_key is there already are left alone.

    Call it in the transaction that writes what the messages are about: both are kept or neither.
    The ledger is a journal of its own, so no event is written.
    """
    own = {
        (row.organisation_id, row.channel): row
        for row in transports_of([draft.organisation for draft in drafts if draft.organisation])
    }
    rows = [_row(draft, _way_out(draft, own), now) for draft in drafts]
    OutboundMessage.objects.bulk_create(rows, ignore_conflicts=True)


def _way_out(draft: Draft, own: dict[tuple[int | None, str], Transport]) -> Transport | None:
    if draft.organisation is None or not leaves_by_own_transport(draft.kind, draft.channel):
        return None
    return own.get((draft.organisation.pk, draft.channel))


def _row(draft: Draft, transport: Transport | None, now: datetime) -> OutboundMessage:
    return OutboundMessage(
        organisation=draft.organisation,
        kind=draft.kind,
        channel=draft.channel,
        transport=transport,
        policy=draft.policy,
        dedup_key=draft.dedup_key,
        reference=draft.reference,
        recipient=draft.recipient,
        message_id=f"<{mail_token()}@{identity_of(transport).domain}>",
        payload=draft.payload,
        next_at=draft.next_at or now,
        expires_at=draft.expires_at,
        created_at=now,
    )
