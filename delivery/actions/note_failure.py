import logging
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from accounts.actions.write_event import write_event
from delivery.actions.tell_owners import tell_owners
from delivery.models import Transport
from delivery.rules.breaker import TELL_AGAIN_AFTER, Cause, opens, wait_before_try

logger = logging.getLogger(__name__)


@transaction.atomic
def note_failure(*, transport: Transport, cause: Cause, detail: str) -> None:
    """Count a failure of a way out; open its breaker when it is enough, and tell the owners, once.

    `transport` is brought up to date. The server's own gets its row here, at its first failure. There is nobody
    to write to when that one fails: pages and the log say so. Times are the database's.
    """
    if transport._state.adding:
        transport.pk = Transport.objects.get_or_create(
            organisation=None, channel=transport.channel, defaults={"provider": transport.provider}
        )[0].pk
    row = (
        Transport.objects.annotate(clock=Now())
        .select_for_update(of=("self",), no_key=True)
        .get(pk=transport.pk)
    )
    row.failures = min(row.failures + 1, 30_000)
    row.down_detail = detail[:300]
    if row.down_since is not None:
        row.tries += 1
        row.down_reason = cause
        row.retry_at = Now() + wait_before_try(row.tries)
    elif opens(cause, row.failures):
        row.tries = 0
        row.down_since, row.down_reason = row.clock, cause
        row.retry_at = Now() + wait_before_try(0)
        logger.error("%s does not take messages any more: %s (%s)", row, cause, detail)
        _announce(row, row.clock)
    row.save()
    transport.refresh_from_db()


def _announce(row: Transport, now: datetime) -> None:
    if row.organisation is None:
        return
    write_event(
        organisation=row.organisation,
        verb="transport.down",
        subject=row,
        by="system",
        now=now,
        data={"reason": str(row.down_reason)},
    )
    if row.owners_told_at is None or now - row.owners_told_at >= TELL_AGAIN_AFTER:
        row.owners_told_at = now
        tell_owners(transport=row, news="down", now=now)
