from django.db import connection, transaction

from delivery.rules.kinds import BY_OWN_TRANSPORT

# What leaves_by_own_transport() in delivery/rules/kinds.py says of one message, for all that wait.
ADOPT = """
    UPDATE delivery_outboundmessage AS message SET transport_id = way.id
    FROM delivery_transport AS way
    WHERE message.state = 'queued' AND message.transport_id IS NULL
          AND way.organisation_id = message.organisation_id AND way.channel = message.channel
          AND (message.channel = 'sms' OR (message.channel = 'email' AND message.kind = ANY(%s)))
"""


@transaction.atomic
def adopt_messages() -> int:
    """Give waiting messages to their organisation's own way out; returns how many.

    Those that waited when it was set up, and those that were being written at that moment.
    """
    with connection.cursor() as cursor:
        cursor.execute(ADOPT, [sorted(BY_OWN_TRANSPORT)])
        return int(cursor.rowcount)
