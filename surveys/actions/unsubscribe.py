from datetime import datetime

from django.db import transaction

from contacts.actions.suppress import suppress
from contacts.models import Suppression
from surveys.models import Invitation


@transaction.atomic
def unsubscribe(*, invitation: Invitation, now: datetime) -> None:
    """Never write to this person's address again. Doing it twice changes nothing."""
    if invitation.contact is None or not invitation.contact.email:
        return  # the person was deleted: nothing is left that could be written to
    suppress(
        organisation=invitation.organisation,
        channel=Suppression.Channel.EMAIL,
        address=invitation.contact.email,
        reason=Suppression.Reason.UNSUBSCRIBED,
        by="customer",
        now=now,
    )
