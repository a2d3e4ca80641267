from datetime import datetime

from django.db import transaction

from delivery.models import OutboundMessage
from followup.actions.mail_colleague import mail_colleague
from followup.models import Case, CaseEvent
from followup.queries.calendar import escalation_owner, settings_of


@transaction.atomic
def notify_mail(*, case: Case, event: CaseEvent, now: datetime) -> OutboundMessage | None:
    """Put a mail about what the customer wrote into the ledger: to the case's owner, in the owner's language.

    Of a case that is nobody's, whoever looks after what stays overdue hears. None where there is nobody.
    """
    to = case.owner or escalation_owner(settings_of(case.organisation))
    if to is None:
        return None
    fields = {
        "contact": case.contact,
        "text": event.text,
        "attachments": event.data.get("attachments", []),
    }
    return mail_colleague(
        "customer_wrote", case=case, to=to, occasion=f"wrote:{event.pk}", fields=fields, now=now
    )
