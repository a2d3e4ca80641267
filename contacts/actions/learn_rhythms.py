from django.db import connection, transaction

from accounts.models import Organisation
from contacts.rules.rhythm import OWN_DISTANCES, PRODUCT_CUSTOMERS, PRODUCT_DISTANCES

# The median distance between two purchases of the same thing by the same customer, among those who bought it again.
_LEARN = """
    WITH days AS (
        SELECT DISTINCT product_id, contact_id, (bought_at AT TIME ZONE %(zone)s)::date AS day
        FROM contacts_purchase
        WHERE organisation_id = %(organisation)s AND counts AND contact_id IS NOT NULL AND product_id IS NOT NULL
    ), distances AS (
        SELECT product_id, contact_id,
            day - lag(day) OVER (PARTITION BY product_id, contact_id ORDER BY day) AS distance FROM days
    ), seen AS (
        SELECT product_id, percentile_disc(0.5) WITHIN GROUP (ORDER BY distance) AS days
        FROM distances WHERE distance IS NOT NULL GROUP BY product_id
        HAVING count(*) >= %(distances)s AND count(DISTINCT contact_id) >= %(customers)s
    )
    UPDATE contacts_product AS old SET seen_days = seen.days
    FROM contacts_product AS p LEFT JOIN seen ON seen.product_id = p.id
    WHERE old.id = p.id AND p.organisation_id = %(organisation)s AND p.seen_days IS DISTINCT FROM seen.days
    RETURNING old.id, old.every_days
"""
_STALE = """
    UPDATE contacts_standing SET stale = true
    WHERE organisation_id = %s AND product_id = ANY(%s) AND purchases <= %s AND NOT stale
"""


@transaction.atomic
def learn_rhythms(*, organisation: Organisation) -> int:
    """See from the purchases after how many days each product is bought again; returns how many changed."""
    with connection.cursor() as cursor:
        told: dict[str, str | int] = {
            "organisation": organisation.pk,
            "zone": organisation.time_zone,
            "distances": PRODUCT_DISTANCES,
            "customers": PRODUCT_CUSTOMERS,
        }
        cursor.execute(_LEARN, told)
        changed = cursor.fetchall()
        # Whoever has no rhythm of their own is reckoned by what they bought last.
        cursor.execute(
            _STALE, [organisation.pk, [pk for pk, every in changed if every is None], OWN_DISTANCES]
        )
    return len(changed)
