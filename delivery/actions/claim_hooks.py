import uuid
from collections.abc import Mapping

from django.db import connection, transaction

from delivery.models import OutboundMessage

# Longer than the longest request; a row whose worker died goes again after it.
LEASE_SECONDS = 60

# Each receiver has a queue of its own: a long one takes nothing away from the others. Armed at once: what is
# announced over HTTP may have been taken from the first byte on, and all of it may be sent again.
CLAIM = """
    UPDATE delivery_outboundmessage
    SET state = 'armed', armed_at = clock_timestamp(), owner = %s,
        lease_until = clock_timestamp() + make_interval(secs => %s)
    WHERE id IN (
        SELECT due.id
        FROM unnest(%s::text[], %s::int[]) AS receiver (reference, room)
        CROSS JOIN LATERAL (
            SELECT id, next_at FROM delivery_outboundmessage
            WHERE channel = 'hook' AND state = 'queued' AND reference = receiver.reference
                AND next_at <= clock_timestamp()
            ORDER BY next_at, id
            LIMIT receiver.room
            FOR UPDATE SKIP LOCKED
        ) AS due
        ORDER BY row_number() OVER (PARTITION BY receiver.reference ORDER BY due.next_at, due.id), due.next_at
        LIMIT %s
    )
    RETURNING id
"""


@transaction.atomic(durable=True)
def claim_hooks(*, rooms: Mapping[str, int], owner: uuid.UUID, limit: int) -> list[OutboundMessage]:
    """Take up to `limit` due messages in turn from the queues of the receivers, named by their references.

    `rooms` says how many more each of them can take.
    """
    if not rooms or limit < 1:
        return []
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [owner, LEASE_SECONDS, list(rooms), list(rooms.values()), limit])
        taken = [row[0] for row in cursor.fetchall()]
    return list(OutboundMessage.objects.filter(pk__in=taken).order_by("next_at", "pk"))
