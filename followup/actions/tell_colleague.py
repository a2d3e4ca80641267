from datetime import datetime
from enum import StrEnum

from django.db import transaction

from accounts.models import User
from delivery.models import OutboundMessage
from followup.actions.mail_colleague import mail_colleague
from followup.models import CaseEvent


class What(StrEnum):
    """What a colleague is told of."""

    MENTIONED = "mentioned"
    ESCALATED = "escalated"
    BACK = "back"  # the case was snoozed until now


@transaction.atomic
def tell_colleague(*, what: What, event: CaseEvent, to: User, now: datetime) -> OutboundMessage | None:
    """Mail a colleague, in their language, about one line of a case's history; None for sample data."""
    case = event.case
    if case.response.is_sample:
        return None
    fields = {"what": str(what), "response": case.response, "by": event.by, "text": event.text}
    occasion = f"{what}:{event.pk}:{to.pk}"
    return mail_colleague("told", case=case, to=to, occasion=occasion, fields=fields, now=now)
