"""How moments, people and addresses are told to programs, in web hooks and by the API alike."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import Organisation
from contacts.models import Contact


def person(contact: Contact | None) -> dict[str, Any] | None:
    """A customer."""
    if contact is None:
        return None
    return {
        "id": contact.pk,
        "customer_id": contact.external_id,
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
    }


def address(name: str, organisation: Organisation, pk: int) -> str:
    """Where a person can see it."""
    return f"{settings.SITE_URL}{reverse(name, args=[organisation.slug, pk])}"


def stamp(moment: datetime | None) -> str | None:
    """As RFC 3339 has it, in UTC."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
