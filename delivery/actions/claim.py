import uuid
from dataclasses import dataclass

from django.db import connection, transaction

from delivery.models import OutboundMessage, Transport

# Long enough for a batch; a row that is still only leased after it goes back to the queue.
LEASE_SECONDS = 60

CLAIM = """
    UPDATE delivery_outboundmessage
    SET state = 'leased', owner = %s, lease_until = clock_timestamp() + make_interval(secs => %s)
    WHERE id IN (
        SELECT id FROM delivery_outboundmessage
        WHERE channel = %s AND transport_id {} AND kind = ANY(%s) AND state = 'queued' AND next_at <= clock_timestamp()
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
def claim(*, transport: Transport, kinds: list[str], owner: uuid.UUID, limit: int) -> list[Claimed]:
    """Take up to `limit` due messages of one way out, so that no other pump takes them while the lease lasts.

    Leases are measured by the database's clock alone: the clocks of two workers may differ.
    """
    sql = CLAIM.format("IS NULL" if transport.is_servers else f"= {int(transport.pk)}")
    with connection.cursor() as cursor:
        cursor.execute(sql, [owner, LEASE_SECONDS, transport.channel, kinds, limit])
        expired = dict(cursor.fetchall())
    rows = OutboundMessage.objects.filter(pk__in=expired).select_related("organisation")
    for row in rows:
        row.transport = None if transport.is_servers else transport
    return [Claimed(row, expired[row.pk]) for row in sorted(rows, key=lambda row: (row.next_at, row.pk))]
