from django.utils import timezone

from contacts.models import Contact
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from followup.actions.erase_customer import erase_customer
from followup.models import PromotionShare
from tests import factories


def test_the_ledger_forgets_offers_too(acme, olga):
    contact = factories.contact(acme)
    share = factories.promotion_share(factories.promotion(factories.survey(acme, olga)), contact)
    now = timezone.now()
    enqueue(
        kind=OutboundMessage.Kind.OFFER,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"offer:{share.promotion_id}:{share.pk}",
        reference=f"offer:{share.pk}",
        recipient=contact.email,
        organisation=acme,
        now=now,
    )
    erase_customer(contact=contact, by=olga, now=now)
    message = OutboundMessage.objects.get()
    assert (message.recipient, message.state) == ("", "cancelled")
    assert PromotionShare.objects.get().contact is None
    assert not Contact.objects.exists()
