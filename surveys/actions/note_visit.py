import logging
from contextlib import nullcontext
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from surveys.models import Invitation, LinkHit

logger = logging.getLogger(__name__)
# One round trip that waits for no disk: losing the last visits in a crash loses no answer.
_INSERT = f"""
INSERT INTO {LinkHit._meta.db_table}
       (organisation_id, invitation_id, at, method, score, network, browser, is_prefetch)
SELECT %s, %s, %s, %s, %s, %s, %s, %s WHERE set_config('synchronous_commit', 'off', true) <> ''
"""


def note_visit(
    *,
    invitation: Invitation,
    method: str,
    score: int | None,
    network: str,
    browser: str,
    is_prefetch: bool,
    now: datetime,
) -> None:
    """Remember that a link was opened. The one thing a GET may write; it is no answer, and never fails the page."""
    values = (invitation.organisation_id, invitation.pk, now, method, score, network, browser, is_prefetch)
    # Outside a transaction the statement is its own; a BEGIN and a COMMIT would cost two more round trips.
    guard = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with guard, connection.cursor() as cursor:
            cursor.execute(_INSERT, values)
    except DatabaseError as error:
        logger.warning("visit of invitation %s not noted: %s", invitation.pk, error)
