from datetime import datetime

from django.db import connection, transaction

from accounts.models import Organisation
from contacts.actions.upsert_purchases import mark_stale

_MATCH = """
    UPDATE contacts_purchase AS p SET contact_id = c.id, customer = '', updated_at = %(now)s
    FROM contacts_contact c
    WHERE p.organisation_id = %(organisation)s AND NOT p.customer = '' AND c.organisation_id = p.organisation_id
        AND {same}
    RETURNING p.contact_id
"""
_SAME = (
    "lower(c.email) = p.customer AND NOT c.email = ''",
    "c.phone = p.customer AND NOT c.phone = ''",
    "c.external_id = p.customer AND NOT c.external_id = ''",
)


@transaction.atomic
def match_purchases(*, organisation: Organisation, now: datetime) -> int:
    """Give purchases of customers nobody knew to the contacts who have appeared since; returns how many."""
    found: list[int] = []
    with connection.cursor() as cursor:
        for same in _SAME:
            cursor.execute(_MATCH.format(same=same), {"organisation": organisation.pk, "now": now})
            found += [contact for (contact,) in cursor.fetchall()]
    mark_stale(organisation, set(found))
    return len(found)
