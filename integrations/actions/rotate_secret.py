from datetime import datetime, timedelta

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from integrations.models import WebhookEndpoint
from integrations.rules.webhook_signature import new_secret

# Time to put the new secret into the receiver: until then both sign.
BOTH_SIGN = timedelta(hours=24)


@transaction.atomic
def rotate_secret(*, endpoint: WebhookEndpoint, by: User, now: datetime) -> str:
    """Give an endpoint a new secret and return it; for a day messages carry the old one's signature, too."""
    rows = WebhookEndpoint.objects.of(endpoint.organisation).select_for_update(no_key=True)
    row: WebhookEndpoint = rows.get(pk=endpoint.pk)
    secret = new_secret()
    row.put_secret(secret)
    row.old_secret_until = now + BOTH_SIGN
    row.save(update_fields=["sealed", "old_secret_until"])
    write_event(organisation=row.organisation, verb="webhook.secret_rotated", subject=row, by=by, now=now)
    return secret
