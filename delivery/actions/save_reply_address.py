from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from delivery.models import ReplyAddress
from nps_app.lib.tokens import mail_token


@transaction.atomic
def save_reply_address(
    *,
    organisation: Organisation,
    way: str,
    address: str,
    options: dict[str, Any],
    secrets: dict[str, str],
    by: User,
    now: datetime,
) -> ReplyAddress:
    """Set up where customers' answers arrive. Anything new about it has to be shown to work by a test mail anew.

    Another way gets another address to post to.
    """
    row, _ = ReplyAddress.objects.of(organisation).get_or_create(
        defaults={"organisation": organisation, "way": way, "address": address}
    )
    row = ReplyAddress.objects.of(organisation).select_for_update(no_key=True).get(pk=row.pk)
    same_place = (row.way, row.options) == (way, options)
    if (row.address, row.secrets) != (address, secrets) or not same_place:
        row.confirmed_at = row.check_sent_at = None
    if not same_place:
        row.mark, row.last_number, row.looked_at = "", 0, None
    if row.way != way:
        row.hook_key = mail_token()
    row.way, row.address, row.options, row.secrets = way, address, options, secrets
    row.problem = row.problem_detail = ""
    row.save()
    write_event(
        organisation=organisation,
        verb="reply_address.saved",
        subject=row,
        by=by,
        now=now,
        data={"way": way},
    )
    return row
