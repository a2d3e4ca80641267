from datetime import datetime

from django.db import connection, transaction

from accounts.models import Organisation

_NEW = """
    INSERT INTO contacts_standing (organisation_id, contact_id, stale)
    SELECT DISTINCT r.organisation_id, r.contact_id, true
    FROM responses_response r LEFT JOIN contacts_standing s ON s.contact_id = r.contact_id
    WHERE r.organisation_id = %(organisation)s AND r.contact_id IS NOT NULL
        AND r.answered_at >= COALESCE(%(since)s, '-infinity'::timestamptz)
        AND (s.contact_id IS NULL OR (NOT s.stale AND (s.answered_at IS NULL OR s.answered_at < r.answered_at
            OR (s.answered_at = r.answered_at AND s.score <> r.score))))
    ON CONFLICT (contact_id) DO UPDATE SET stale = true
"""
_GONE = """
    UPDATE contacts_standing s SET stale = true
    WHERE s.organisation_id = %(organisation)s AND NOT s.stale AND s.answered_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM responses_response r WHERE r.organisation_id = s.organisation_id
        AND r.contact_id = s.contact_id AND r.answered_at = s.answered_at)
"""


@transaction.atomic
def notice_answers(*, organisation: Organisation, since: datetime | None) -> int:
    """Have the standings of people reckoned anew whose answers they do not know; returns how many.

    Without `since` all answers are looked at, also for those that are gone.
    """
    told = {"organisation": organisation.pk, "since": since}
    with connection.cursor() as cursor:
        cursor.execute(_NEW, told)
        noticed: int = cursor.rowcount
        if since is None:
            cursor.execute(_GONE, told)
            noticed += cursor.rowcount
    return noticed
