from datetime import datetime

from django.db import transaction

from surveys.actions.unsubscribe import unsubscribe
from surveys.models import Invitation


@transaction.atomic
def unsubscribe_by_mail(*, key: str, now: datetime) -> bool:
    """Unsubscribe whoever wrote to the address of List-Unsubscribe; False if the key is none of ours."""
    rows = Invitation.objects.filter(unsubscribe_token=key)
    invitation = rows.select_related("organisation", "contact").order_by().first()
    if invitation is None:
        return False
    unsubscribe(invitation=invitation, now=now)
    return True
