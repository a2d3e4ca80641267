from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from accounts.actions.write_event import write_event
from accounts.models import User
from integrations.models import WebhookEndpoint

State = WebhookEndpoint.State
VERBS = {State.ACTIVE: "webhook.resumed", State.PAUSED: "webhook.paused", State.OFF: "webhook.switched_off"}


@transaction.atomic
def switch_endpoint(*, endpoint: WebhookEndpoint, state: str, by: User, now: datetime) -> WebhookEndpoint:
    """Pause an endpoint (what happens meanwhile waits), switch it off (nothing is kept), or on again."""
    row: WebhookEndpoint = (
        WebhookEndpoint.objects.of(endpoint.organisation).select_for_update(no_key=True).get(pk=endpoint.pk)
    )
    if row.state == state:
        return row
    row.state, row.off_reason = state, ""
    row.failures, row.failing_since, row.retry_at = 0, None, None
    row.save(update_fields=["state", "off_reason", "failures", "failing_since", "retry_at"])
    if state == State.ACTIVE:
        row.waiting().update(next_at=Now())
    elif state == State.OFF:
        row.forget_waiting()
    write_event(organisation=row.organisation, verb=VERBS[State(state)], subject=row, by=by, now=now)
    return row
