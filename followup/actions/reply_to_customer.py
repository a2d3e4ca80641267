from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from delivery.queries.replies import reply_to
from delivery.rules.references import CASE
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.meet_first_contact import meet_first_contact
from followup.models import Case, CaseEvent
from followup.queries.mail_case import REPLY
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

    The customer's answer comes into the case where an address for that is set up and tested; else it goes to the
    colleague who wrote. Raises MayNotWrite and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    why = why_not_write(case)
    if why or case.contact is None:
        raise MayNotWrite(why)
    event = CaseEvent.objects.create(
        organisation=case.organisation, case=case, kind=CaseEvent.Kind.REPLIED, at=now, by=by, text=text
    )
    answered = _answered(case)
    case.customer_wrote_at = None
    case.save(update_fields=["customer_wrote_at"])
    message = enqueue(
        kind=OutboundMessage.Kind.REPLY,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"case:{case.pk}:reply:{event.pk}",
        recipient=case.contact.email,
        organisation=case.organisation,
        reference=f"{REPLY}{event.pk}",
        payload={
            "subject": _subject(case, answered),
            "text": text,
            "from_name": f"{by.display_name} · {case.organisation.name}",
            "reply_to": reply_to(case.organisation, case.pk, CASE) or by.email,
            "headers": _thread(answered),
        },
        now=now,
    )
    begin_work(case=case, now=now)
    meet_first_contact(case=case, by=by, now=now)
    write_event(organisation=case.organisation, verb="case.replied", subject=case, by=by, now=now)
    return message


def _answered(case: Case) -> CaseEvent | None:
    """The customer's own last mail, if this answers one."""
    written = CaseEvent.objects.of(case.organisation).filter(case=case, kind=CaseEvent.Kind.WROTE)
    mail: CaseEvent | None = written.filter(data__automatic=False).order_by("-pk").first()
    return mail


def _subject(case: Case, answered: CaseEvent | None) -> str:
    subject: str = answered.data.get("subject", "") if answered else ""
    if subject:
        return subject if subject.lower().startswith("re:") else f"Re: {subject}"
    with translation.override(language_of(case)):
        return gettext("Your answer to %(brand)s") % {"brand": case.organisation.name}


def _thread(answered: CaseEvent | None) -> dict[str, str]:
    """Lets the customer's mail program show both mails together."""
    message_id = answered.data.get("message_id", "") if answered else ""
    return {"In-Reply-To": message_id, "References": message_id} if message_id else {}
