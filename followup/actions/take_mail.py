from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation
from delivery.rules.inbound_mail import InboundMail
from followup.actions.claim_case import claim_case
from followup.actions.notify_mail import notify_mail
from followup.actions.reopen_case import reopen_case
from followup.actions.take_out_case import take_out_case
from followup.actions.wait_for_customer import wait_for_customer
from followup.actions.wake_case import wake_case
from followup.models import Case, CaseEvent, CaseMail
from followup.queries.mail_case import case_of_mail


@transaction.atomic
def take_mail(*, organisation: Organisation, mail: InboundMail, now: datetime) -> bool:
    """Write what a customer answered into its case; False where the mail belongs to none.

    It is our turn again: a case that waited goes on, one that was closed is opened again, and its owner gets a mail.
    What a machine wrote is shown and changes nothing, so no two machines keep each other busy. The same mail comes
    in once, by whichever way it is brought twice.
    """
    if CaseMail.objects.of(organisation).filter(message_id=mail.message_id).exists():
        return True
    found = case_of_mail(organisation, mail)
    if found is None:
        return False
    case = claim_case(case=found, seen=None, held=True)
    _, is_new = CaseMail.objects.of(organisation).get_or_create(
        message_id=mail.message_id, defaults={"organisation": organisation, "case": case, "at": now}
    )
    if not is_new:  # brought by another worker meanwhile
        return True
    event = CaseEvent.objects.create(
        organisation=organisation,
        case=case,
        kind=CaseEvent.Kind.WROTE,
        at=now,
        text=mail.text,
        data=_data(case, mail),
    )
    CaseMail.objects.of(organisation).filter(message_id=mail.message_id).update(event=event)
    write_event(organisation=organisation, verb="case.customer_wrote", subject=case, by="customer", now=now)
    if not mail.is_automatic:
        _our_turn(case, event, now)
    return True


def _our_turn(case: Case, event: CaseEvent, now: datetime) -> None:
    case.customer_wrote_at = now
    case.save(update_fields=["customer_wrote_at"])
    if case.is_held:  # whoever writes is answered, whatever is being measured
        case = take_out_case(case=case, reason="", by=None, now=now)
    if case.is_open:
        case = wake_case(case=case, now=now, customer=True)
        case = wait_for_customer(case=case, waiting=False, by=None, now=now)
    else:
        case = reopen_case(case=case, by=None, now=now, wrote=True)
    notify_mail(case=case, event=event, now=now)


def _data(case: Case, mail: InboundMail) -> dict[str, object]:
    usual = case.contact is not None and case.contact.email.lower() == mail.sender
    return {
        "sender": "" if usual else mail.sender,
        "subject": mail.subject,
        "quoted": mail.quoted,
        "attachments": list(mail.attachments),
        "automatic": mail.is_automatic,
        "message_id": mail.message_id,
    }
