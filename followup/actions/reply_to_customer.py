from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.meet_first_contact import meet_first_contact
from followup.models import Case, CaseEvent
from followup.queries.replying import language_of, why_not_write


class MayNotWrite(Exception):
    """The customer can't be written to, or does not want to be; `why` as why_not_write() says it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def reply_to_customer(
    *, case: Case, text: str, by: User, now: datetime, seen: int | None = None
) -> OutboundMessage:
    """Put a mail to the customer into the ledger and the history, and stop the clock of the first contact.

    The customer's answer goes to the colleague who wrote. Raises MayNotWrite and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    why = why_not_write(case)
    if why or case.contact is None:
        raise MayNotWrite(why)
    event = CaseEvent.objects.create(
        organisation=case.organisation, case=case, kind=CaseEvent.Kind.REPLIED, at=now, by=by, text=text
    )
    with translation.override(language_of(case)):
        subject = gettext("Your answer to %(brand)s") % {"brand": case.organisation.name}
    message = enqueue(
        kind=OutboundMessage.Kind.REPLY,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"case:{case.pk}:reply:{event.pk}",
        recipient=case.contact.email,
        organisation=case.organisation,
        reference=f"case-event:{event.pk}",
        payload={
            "subject": subject,
            "text": text,
            "from_name": f"{by.display_name} · {case.organisation.name}",
            "reply_to": by.email,
        },
        now=now,
    )
    begin_work(case=case, now=now)
    meet_first_contact(case=case, by=by, now=now)
    write_event(organisation=case.organisation, verb="case.replied", subject=case, by=by, now=now)
    return message
