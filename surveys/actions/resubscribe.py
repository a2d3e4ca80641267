from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from contacts.models import Suppression
from surveys.models import Invitation


@transaction.atomic
def resubscribe(*, invitation: Invitation, now: datetime) -> None:
    """Take an unsubscription back. A complaint, or an address that does not exist, stays as it is."""
    if invitation.contact is None:
        return
    found = Suppression.objects.of(invitation.organisation).covering(
        Suppression.Channel.EMAIL, invitation.contact.email
    )
    for suppression in found.filter(reason=Suppression.Reason.UNSUBSCRIBED).select_for_update():
        write_event(
            organisation=invitation.organisation,
            verb="address.released",
            subject=suppression,
            by="customer",
            now=now,
        )
        suppression.delete()
