from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from delivery.actions.adopt_messages import adopt_messages
from delivery.models import Transport
from delivery.rules.warm_up import START
from nps_app.lib.tokens import mail_token


@transaction.atomic
def save_transport(
    *,
    organisation: Organisation,
    channel: str,
    provider: str,
    options: dict[str, Any],
    secrets: dict[str, str],
    by: User,
    now: datetime,
    warm_up: bool = False,
) -> Transport:
    """Set up how an organisation's messages leave on a channel; what waits leaves that way, too.

    The breaker starts anew: whoever saved may have mended it. Another provider gets another address to report to,
    and a sender that was warming up goes on where it was.
    """
    row, _ = Transport.objects.of(organisation).get_or_create(
        channel=channel, defaults={"organisation": organisation, "provider": provider}
    )
    row = Transport.objects.of(organisation).select_for_update(no_key=True).get(pk=row.pk)
    if row.provider != provider:
        row.hook_key = mail_token()
    row.provider, row.options, row.secrets = provider, options, secrets
    if not warm_up:
        row.warm_up_limit = None
    elif row.warm_up_limit is None:
        row.warm_up_limit = START
    row.failures, row.tries, row.down_since, row.retry_at = 0, 0, None, None
    row.down_reason, row.down_detail = "", ""
    row.save()
    adopt_messages()
    write_event(
        organisation=organisation,
        verb="transport.saved",
        subject=row,
        by=by,
        now=now,
        data={"channel": channel, "provider": provider},
    )
    return row
