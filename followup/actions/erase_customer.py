from datetime import datetime

from django.db import transaction

from accounts.models import User
from contacts.models import Contact
from delivery.actions.scrub_messages import scrub_messages
from followup.models import CaseEvent, PromotionShare
from surveys.actions.erase_person import erase_person


@transaction.atomic
def erase_customer(*, contact: Contact, by: User | str, now: datetime) -> None:
    """Delete a contact everywhere: the ledger also forgets to whom offers and replies to cases went."""
    organisation = contact.organisation
    shares = PromotionShare.objects.of(organisation).filter(contact=contact)
    events = CaseEvent.objects.of(organisation).filter(case__contact=contact, kind=CaseEvent.Kind.REPLIED)
    references = [f"offer:{pk}" for pk in shares.values_list("pk", flat=True)]
    references += [f"case-event:{pk}" for pk in events.values_list("pk", flat=True)]
    scrub_messages(organisation=organisation, references=references)
    erase_person(contact=contact, by=by, now=now)
