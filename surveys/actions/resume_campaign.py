from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.actions.release_messages import release_messages
from surveys.actions.pause_campaign import PAUSED, messages_of
from surveys.actions.plan_invitations import SEND_WITHIN
from surveys.models import Campaign


class NotPaused(Exception):
    """The campaign is running, done or stopped."""


@transaction.atomic
def resume_campaign(*, campaign: Campaign, by: User, now: datetime) -> Campaign:
    """Go on where the pause began: first with the planning, should it not have been through.

    Each mail is weighed once more before it leaves, so that a pause that ends at night wakes nobody.
    """
    row: Campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.state != Campaign.State.PAUSED:
        raise NotPaused
    row.state = Campaign.State.PLANNING
    row.save(update_fields=["state"])
    release_messages(which=messages_of(row), reason=PAUSED, expires_at=now + SEND_WITHIN, now=now)
    write_event(organisation=row.organisation, verb="campaign.resumed", subject=row, by=by, now=now)
    return row
