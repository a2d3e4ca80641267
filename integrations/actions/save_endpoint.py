from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from integrations.models import WebhookEndpoint
from integrations.rules.webhook_signature import new_secret


class AddressTaken(Exception):
    """The organisation has an endpoint with this address already."""


@transaction.atomic
def save_endpoint(
    *,
    organisation: Organisation,
    url: str,
    events: list[str],
    by: User,
    now: datetime,
    endpoint: WebhookEndpoint | None = None,
) -> tuple[WebhookEndpoint, str]:
    """Add an endpoint, or change one; returns it with its secret if it is new. Raises AddressTaken."""
    secret = ""
    row = endpoint
    if row is None:
        row = WebhookEndpoint(organisation=organisation, created_at=now)
        secret = new_secret()
        row.put_secret(secret)
    row.url, row.events = url, events
    try:
        with transaction.atomic():
            row.save(update_fields=["url", "events"] if endpoint else None)
    except IntegrityError as error:
        raise AddressTaken from error
    verb = "webhook.changed" if endpoint else "webhook.created"
    write_event(organisation=organisation, verb=verb, subject=row, by=by, now=now)
    return row, secret
