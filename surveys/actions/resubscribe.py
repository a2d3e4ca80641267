from datetime import datetime

from django.db import transaction

from contacts.actions.ask_again import ask_again
from surveys.models import Invitation


@transaction.atomic
def resubscribe(*, invitation: Invitation, now: datetime) -> None:
    """Take an unsubscription back, of every address it was for."""
    if invitation.contact is not None:
        ask_again(
            organisation=invitation.organisation,
            addresses=invitation.contact.addresses,
            by="customer",
            now=now,
        )
