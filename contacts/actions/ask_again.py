from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Suppression


@transaction.atomic
def ask_again(
    *,
    organisation: Organisation,
    addresses: Iterable[tuple[str, str]],
    by: User | str,
    now: datetime,
) -> None:
    """Take an unsubscription back. A complaint, or an address that does not exist, stays as it is."""
    for channel, address in addresses:
        found = Suppression.objects.of(organisation).covering(channel, address)
        for suppression in found.filter(reason=Suppression.Reason.UNSUBSCRIBED).select_for_update():
            write_event(
                organisation=organisation, verb="address.released", subject=suppression, by=by, now=now
            )
            suppression.delete()
