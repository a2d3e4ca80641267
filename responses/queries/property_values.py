"""Which properties answers can be filtered by."""

from accounts.models import Organisation
from responses.models import Response

LOOK_AT = 2_000  # the latest answers tell; reading all of them would cost seconds at ten million
MOST_VALUES = 40


def property_values(organisation: Organisation) -> dict[str, list[str]]:
    """Names of properties with their values, as seen in the latest answers. Free-text properties are left out."""
    found = values_seen(organisation)
    return {name: sorted(values) for name, values in sorted(found.items()) if 1 < len(values) <= MOST_VALUES}


def values_seen(organisation: Organisation) -> dict[str, set[str]]:
    """Every property of the latest answers with all its values."""
    latest = (
        Response.objects.of(organisation)
        .exclude(properties={})
        .order_by("-answered_at")
        .values_list("properties", flat=True)[:LOOK_AT]
    )
    found: dict[str, set[str]] = {}
    for properties in latest:
        for name, value in properties.items():
            if isinstance(value, str) and value:
                found.setdefault(name, set()).add(value)
    return found
