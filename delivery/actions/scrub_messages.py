from collections.abc import Sequence

from django.db import transaction

from accounts.models import Organisation
from delivery.models import MailEvent, OutboundMessage

State = OutboundMessage.State


@transaction.atomic
def scrub_messages(*, organisation: Organisation, references: Sequence[str]) -> int:
    """Forget to whom messages went and what servers said of them; returns how many. What waits is cancelled.

    The rows stay, so that counts stay right. One that is being handed over at this moment keeps its address until
    then: whoever sends it closes it, and what its room says of an erased person is not sent.
    """
    about = OutboundMessage.objects.of(organisation).filter(reference__in=references)
    about.filter(state=State.QUEUED).update(state=State.CANCELLED, reason="erased", payload={})
    MailEvent.objects.of(organisation).filter(message__in=about).update(detail="")
    return about.exclude(state__in=[State.LEASED, State.ARMED]).update(recipient="")
