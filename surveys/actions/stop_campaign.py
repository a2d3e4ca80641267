from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from surveys.models import Campaign, Invitation

RUNNING = (Campaign.State.PLANNING, Campaign.State.SENDING)


STOPPABLE = (*RUNNING, Campaign.State.PAUSED)


class NotRunning(Exception):
    """The campaign is done or was stopped before."""


@transaction.atomic
def stop_campaign(*, campaign: Campaign, by: User, now: datetime) -> Campaign:
    """Nothing of a campaign leaves any more. Links already sent stay open.

    Rows of the ledger are not closed here: the pump looks at the invitation just before each one and closes it.
    """
    row: Campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.state not in STOPPABLE:
        raise NotRunning
    row.state = Campaign.State.STOPPED
    row.save(update_fields=["state"])
    planned = Invitation.objects.filter(campaign=row, state=Invitation.State.PLANNED)
    planned.update(state=Invitation.State.CANCELLED, reason="stopped")
    write_event(organisation=row.organisation, verb="campaign.stopped", subject=row, by=by, now=now)
    return row
