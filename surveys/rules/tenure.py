"""Since when somebody has been a customer."""

from datetime import UTC, datetime


def customer_since(written: str, created_at: datetime) -> datetime:
    """The day a property tells ("2025-03-31", or with a time behind it), else when the contact was added."""
    try:
        return datetime.fromisoformat(written.strip()[:10]).replace(tzinfo=UTC)
    except ValueError:
        return created_at
