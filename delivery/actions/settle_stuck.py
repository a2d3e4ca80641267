from django.db import connection, transaction

# A worker that was killed leaves rows behind. Until the server was told to expect the body nothing can have been
# sent: back to the queue. After that nobody knows: HOLD waits for a person, RESEND goes again.
REQUEUE = """
    UPDATE delivery_outboundmessage
    SET state = 'queued', owner = NULL, lease_until = NULL, armed_at = NULL,
        attempts = attempts + CASE WHEN state = 'armed' THEN 1 ELSE 0 END,
        next_at = clock_timestamp()
    WHERE (state = 'leased' OR (state = 'armed' AND policy = 'resend')) AND lease_until < clock_timestamp()
"""
# The owner stays: should it only have been slow, its late answer is still welcome.
HOLD = """
    UPDATE delivery_outboundmessage
    SET state = 'uncertain', reason = 'interrupted', payload = '{}'
    WHERE state = 'armed' AND policy = 'hold' AND lease_until < clock_timestamp()
"""


@transaction.atomic
def settle_stuck() -> int:
    """Settle every row whose lease is over, by the database's clock; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(REQUEUE)
        requeued = cursor.rowcount
        cursor.execute(HOLD)
        return int(requeued + cursor.rowcount)
