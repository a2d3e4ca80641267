from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Organisation, User
from contacts.actions.suppress import suppress
from contacts.models import Suppression


@transaction.atomic
def stop_asking(
    *,
    organisation: Organisation,
    addresses: Iterable[tuple[str, str]],
    by: User | str,
    now: datetime,
) -> None:
    """A person wants no more of us at these addresses, pairs of channel and address. Twice changes nothing."""
    for channel, address in addresses:
        suppress(
            organisation=organisation,
            channel=channel,
            address=address,
            reason=Suppression.Reason.UNSUBSCRIBED,
            by=by,
            now=now,
        )
