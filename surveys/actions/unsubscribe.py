from datetime import datetime

from django.db import transaction

from contacts.actions.stop_asking import stop_asking
from surveys.models import Invitation


@transaction.atomic
def unsubscribe(*, invitation: Invitation, now: datetime) -> None:
    """Never write to this person again, by mail or by SMS. Doing it twice changes nothing."""
    if invitation.contact is None:
        return  # the person was deleted: nothing is left that could be written to
    stop_asking(
        organisation=invitation.organisation,
        addresses=invitation.contact.addresses,
        by="customer",
        now=now,
    )
