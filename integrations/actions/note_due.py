from datetime import datetime

from django.db import transaction

from accounts.models import Organisation
from contacts.models import Standing
from integrations.models import DueNotice, WebhookEvent
from integrations.queries.due_again import due_again, not_to_be_sold_to
from integrations.rules.webhook_events import REPURCHASE_DUE

BATCH = 500


@transaction.atomic
def note_due(*, organisation: Organisation, after: int = 0, now: datetime) -> tuple[int, int | None]:
    """Leave an event for each customer, with an id above `after`, whose time to buy again has come.

    Returns how many there were, and from where to go on; None at the end. Once for each last purchase: the database
    refuses a second worker the whole batch. Whoever has an open case, or wishes no mails, is looked at again while it
    is news.
    """
    rows: list[Standing] = list(due_again(organisation, now=now).filter(pk__gt=after)[:BATCH])
    held_back = not_to_be_sold_to(organisation, [row.contact for row in rows], now=now)
    notices = [
        DueNotice(
            organisation=organisation,
            contact=row.contact,
            bought_at=row.last_bought_at,
            due_at=row.due_at,
            noted_at=now,
        )
        for row in rows
        if row.last_bought_at and row.due_at and row.contact_id not in held_back
    ]
    DueNotice.objects.bulk_create(notices)
    WebhookEvent.objects.bulk_create(
        WebhookEvent(
            organisation=organisation,
            kind=REPURCHASE_DUE,
            at=now,
            contact=notice.contact,
            source={"bought_at": notice.bought_at.isoformat(), "due_at": notice.due_at.isoformat()},
        )
        for notice in notices
    )
    return len(notices), rows[-1].pk if len(rows) == BATCH else None
