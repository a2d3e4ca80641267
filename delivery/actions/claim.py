import uuid
from dataclasses import dataclass

from django.db import connection, transaction

from delivery.models import OutboundMessage

# Long enough for a batch; a row that is still only leased after it goes back to the queue.
LEASE_SECONDS = 60

CLAIM = """
    UPDATE delivery_outboundmessage
    SET state = 'leased', owner = %s, lease_until = clock_timestamp() + make_interval(secs => %s)
    WHERE id IN (
        SELECT id FROM delivery_outboundmessage
        WHERE kind = ANY(%s) AND state = 'queued' AND next_at <= clock_timestamp()
        ORDER BY next_at, id
        LIMIT %s
        FOR UPDATE SKIP LOCKED
    )
    RETURNING id, coalesce(expires_at <= clock_timestamp(), false)
"""


@dataclass(frozen=True)
class Claimed:
    """A message that is ours for a while."""

    message: OutboundMessage
    is_expired: bool


@transaction.atomic(durable=True)
def claim(*, kinds: list[str], owner: uuid.UUID, limit: int) -> list[Claimed]:
    """Take up to `limit` due messages, so that no other pump takes them while the lease lasts.

    Leases are measured by the database's clock alone: the clocks of two workers may differ.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [owner, LEASE_SECONDS, kinds, limit])
        expired = dict(cursor.fetchall())
    rows = OutboundMessage.objects.filter(pk__in=expired).select_related("organisation")
    return [Claimed(row, expired[row.pk]) for row in sorted(rows, key=lambda row: (row.next_at, row.pk))]
