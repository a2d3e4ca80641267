from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.models import Transport


@transaction.atomic
def remove_transport(*, transport: Transport, by: User, now: datetime) -> None:
    """Forget an organisation's own way out with its secrets; what waits leaves by the server's settings."""
    if transport.organisation is None:
        raise ValueError("the server's own way out cannot be removed")
    write_event(
        organisation=transport.organisation,
        verb="transport.removed",
        subject=transport,
        by=by,
        now=now,
        data={"channel": transport.channel, "provider": transport.provider},
    )
    transport.delete()
