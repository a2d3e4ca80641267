from django.db import transaction
from django.db.models import Exists, OuterRef

from surveys.models import Campaign, Invitation


@transaction.atomic
def finish_campaigns() -> int:
    """End the campaigns of which nothing is waiting any more; returns how many."""
    waiting = Invitation.objects.filter(campaign=OuterRef("pk"), state=Invitation.State.PLANNED)
    through = Campaign.objects.filter(~Exists(waiting), state=Campaign.State.SENDING)
    return through.update(state=Campaign.State.DONE)
