from django.db import transaction

from accounts.models import Organisation
from contacts.models import Suppression


@transaction.atomic
def note_why(*, organisation: Organisation, channel: str, address: str, why: str) -> None:
    """Keep why somebody unsubscribed, if they want to say."""
    if why in Suppression.Why.values:
        found = Suppression.objects.of(organisation).covering(channel, address)
        found.filter(reason=Suppression.Reason.UNSUBSCRIBED).update(why=why)
