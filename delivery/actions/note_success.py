import logging

from django.db import transaction
from django.db.models.functions import Now

from accounts.actions.write_event import write_event
from delivery.actions.tell_owners import tell_owners
from delivery.models import Transport

logger = logging.getLogger(__name__)


@transaction.atomic
def note_success(*, transport: Transport) -> None:
    """A message left: close the breaker if it was open, and say so to whoever heard that it was."""
    row = (
        Transport.objects.annotate(clock=Now())
        .select_for_update(of=("self",), no_key=True)
        .get(pk=transport.pk)
    )
    since, told = row.down_since, row.owners_told_at
    row.failures, row.tries = 0, 0
    row.down_since, row.retry_at = None, None
    row.down_reason, row.down_detail = "", ""
    row.save()
    transport.refresh_from_db()
    if since is None:
        return
    logger.warning("%s takes messages again", row)
    if row.organisation is None:
        return
    write_event(organisation=row.organisation, verb="transport.up", subject=row, by="system", now=row.clock)
    if told is not None and told >= since:
        tell_owners(transport=row, news="up", now=row.clock)
