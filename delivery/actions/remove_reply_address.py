from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.models import ReplyAddress


@transaction.atomic
def remove_reply_address(*, row: ReplyAddress, by: User, now: datetime) -> None:
    """Let customers' answers go to the colleagues' own mailboxes again."""
    write_event(organisation=row.organisation, verb="reply_address.removed", subject=row, by=by, now=now)
    row.delete()
