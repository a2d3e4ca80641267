from django.conf import settings

from accounts.models import Membership, Organisation
from contacts.models import Contact
from delivery.models import OutboundMessage
from delivery.rules.inbound_mail import InboundMail
from delivery.rules.references import CASE, rows_named_in
from followup.models import Case, CaseEvent
from followup.models.case import CaseQuerySet

REPLY = "case-event:"  # what a mail from a case has as its reference, before the event's number


def case_of_mail(organisation: Organisation, mail: InboundMail) -> Case | None:
    """The case that a mail belongs to; None where it belongs to none.

    By the key in the address that only the customer was given, from whatever address they answer. Else, from the
    customer's own address only: by the mail it answers, or because the customer has exactly one open case. What
    colleagues write to the address is no customer's answer. Of a merged case it is the one that was kept.
    """
    case = _by_key(organisation, mail) or _by_sender(organisation, mail)
    return (case and case.merged_into) or case


def _by_key(organisation: Organisation, mail: InboundMail) -> Case | None:
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    for number in rows_named_in(mail.addressed_to, keys, CASE):
        case: Case | None = _cases(organisation).filter(pk=number).first()
        if case is not None and (_is_customer(case, mail) or not _is_colleague(organisation, mail)):
            return case
    return None


def _by_sender(organisation: Organisation, mail: InboundMail) -> Case | None:
    contact = Contact.objects.of(organisation).filter(email__iexact=mail.sender).first()
    if contact is None or not mail.sender:
        return None
    answered = _answered(organisation, mail)
    if answered is not None:
        return _cases(organisation).filter(pk=answered, contact=contact).first()
    of_contact = list(_cases(organisation).open().filter(contact=contact)[:2])
    return of_contact[0] if len(of_contact) == 1 else None


def _cases(organisation: Organisation) -> CaseQuerySet:
    cases: CaseQuerySet = Case.objects.of(organisation)
    return cases.select_related("organisation", "owner", "contact", "response", "merged_into")


def _answered(organisation: Organisation, mail: InboundMail) -> int | None:
    """The case from which the mail was sent that this one answers."""
    sent = OutboundMessage.objects.of(organisation).filter(
        message_id__in=mail.answers, kind=OutboundMessage.Kind.REPLY, reference__startswith=REPLY
    )
    events = [int(reference.removeprefix(REPLY)) for reference in sent.values_list("reference", flat=True)]
    event = CaseEvent.objects.of(organisation).filter(pk__in=events).order_by("-pk").first()
    return event.case_id if event else None


def _is_customer(case: Case, mail: InboundMail) -> bool:
    return case.contact is not None and case.contact.email.lower() == mail.sender


def _is_colleague(organisation: Organisation, mail: InboundMail) -> bool:
    members = Membership.objects.of(organisation)
    return not mail.sender or members.filter(user__email__iexact=mail.sender).exists()
