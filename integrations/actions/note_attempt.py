import uuid
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from delivery.actions.close_message import close_message
from delivery.actions.put_back import put_back
from delivery.models import OutboundMessage
from integrations.actions.switch_off_endpoint import switch_off_endpoint
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.rules.webhook_schedule import Attempt, Verdict, is_hopeless, rest_after, wait_after

State = OutboundMessage.State


@transaction.atomic
def note_attempt(*, delivery: WebhookDelivery, owner: uuid.UUID, attempt: Attempt, now: datetime) -> bool:
    """Write down what came of an attempt: for the event, and for the endpoint as a whole. True: it was taken.

    Whoever takes something again after a silence gets what waits at once. One that says "gone", or has failed for
    days, is switched off. The ledger's row is the journal of this, so no event is written but for that.
    """
    endpoint: WebhookEndpoint = (
        WebhookEndpoint.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation")
        .get(pk=delivery.endpoint_id)
    )
    delivery.tried_at, delivery.status = now, attempt.status or None
    delivery.excerpt = attempt.excerpt.replace("\0", "")[:300]
    delivery.save(update_fields=["tried_at", "status", "excerpt"])
    if attempt.verdict is Verdict.TAKEN:
        _taken(delivery, endpoint, owner, attempt)
        return True
    _failed(delivery, owner, attempt)
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    if attempt.verdict is Verdict.REST:
        endpoint.retry_at = now + rest_after(endpoint.failures, retry_after=attempt.retry_after)
    endpoint.save(update_fields=["failures", "failing_since", "retry_at"])
    if attempt.verdict is Verdict.GONE:
        switch_off_endpoint(endpoint=endpoint, why=WebhookEndpoint.OffReason.GONE, now=now)
    elif is_hopeless(failing_since=endpoint.failing_since, failures=endpoint.failures, now=now):
        switch_off_endpoint(endpoint=endpoint, why=WebhookEndpoint.OffReason.FAILING, now=now)
    elif endpoint.state == WebhookEndpoint.State.OFF:  # by a person, meanwhile
        endpoint.forget_waiting()
    return False


def _taken(delivery: WebhookDelivery, endpoint: WebhookEndpoint, owner: uuid.UUID, attempt: Attempt) -> None:
    close_message(
        message=delivery.message, owner=owner, state=State.SENT, settled=None, smtp_code=attempt.status
    )
    if not endpoint.failures:
        return
    was_resting = endpoint.retry_at is not None
    endpoint.failures, endpoint.failing_since, endpoint.retry_at = 0, None, None
    endpoint.save(update_fields=["failures", "failing_since", "retry_at"])
    if was_resting:
        endpoint.waiting().update(next_at=Now())


def _failed(delivery: WebhookDelivery, owner: uuid.UUID, attempt: Attempt) -> None:
    message = delivery.message
    wait = wait_after(message.attempts + 1, seed=message.pk, retry_after=attempt.retry_after)
    code = attempt.status or None
    if attempt.verdict is Verdict.GONE or wait is None:
        reason = "endpoint_gone" if attempt.verdict is Verdict.GONE else "hook_gave_up"
        close_message(
            message=message, owner=owner, state=State.FAILED, settled=None, reason=reason, smtp_code=code
        )
    else:
        reason = "hook_refused" if attempt.status else "hook_silent"
        put_back(message=message, owner=owner, wait=wait, reason=reason, counts=True, code=code)
