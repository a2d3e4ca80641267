"""Which properties answers can be filtered by."""

from django.db import connection

from accounts.models import Organisation

LOOK_AT = 2_000  # the latest answers tell; reading all of them would cost seconds at ten million
MOST_VALUES = 40
# The database takes the answers apart: two thousand of them in Python would be a tenth of the dashboard's time.
_SEEN = """
SELECT DISTINCT told.key, told.value #>> '{}'
FROM (
    SELECT properties FROM responses_response
    WHERE organisation_id = %(organisation)s AND properties <> '{}'
    ORDER BY answered_at DESC LIMIT %(look_at)s
) AS latest, jsonb_each(latest.properties) AS told
WHERE jsonb_typeof(told.value) = 'string' AND told.value <> '""'
"""


def property_values(organisation: Organisation) -> dict[str, list[str]]:
    """Names of properties with their values, as seen in the latest answers. Free-text properties are left out."""
    found = values_seen(organisation)
    return {name: sorted(values) for name, values in sorted(found.items()) if 1 < len(values) <= MOST_VALUES}


def values_seen(organisation: Organisation) -> dict[str, set[str]]:
    """Every property of the latest answers with all its values."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {"organisation": organisation.pk, "look_at": LOOK_AT})
        for name, value in cursor.fetchall():
            found.setdefault(name, set()).add(value)
    return found
