from accounts.models import Membership, Organisation
from delivery.transports.sms.providers import can_send
from surveys.models import Survey
from surveys.rules.readiness import Missing, missing_for_launch
from surveys.rules.ways import Offer


def check_readiness(*, organisation: Organisation, survey: Survey, offer: str = Offer.EMAIL) -> list[Missing]:
    """What keeps a survey from being sent: asked by the launch, and by the page before anybody presses the button."""
    owner = Membership.objects.of(organisation).filter(user=survey.detractor_owner, user__is_active=True)
    return missing_for_launch(
        is_sample=survey.is_sample,
        is_published=survey.published is not None,
        has_owner=survey.detractor_owner is not None and owner.exists(),
        sender_name=organisation.sender_name,
        postal_address=organisation.postal_address,
        has_way_out=offer == Offer.EMAIL or can_send(organisation),
    )
