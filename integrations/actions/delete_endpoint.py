from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from integrations.models import WebhookEndpoint


@transaction.atomic
def delete_endpoint(*, endpoint: WebhookEndpoint, by: User, now: datetime) -> None:
    """Forget an endpoint; what waited for it is not sent. The ledger keeps what was."""
    endpoint.forget_waiting()
    write_event(organisation=endpoint.organisation, verb="webhook.deleted", subject=endpoint, by=by, now=now)
    endpoint.delete()
