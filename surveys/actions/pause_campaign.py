from datetime import datetime

from django.db import transaction
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.actions.hold_messages import hold_messages
from surveys.actions.stop_campaign import RUNNING, NotRunning
from surveys.models import Campaign, Invitation

PAUSED = "paused"


@transaction.atomic
def pause_campaign(*, campaign: Campaign, by: User | str, now: datetime, reason: str = "") -> Campaign:
    """Let nothing leave until the campaign is resumed. What is being handed over at this moment still leaves.

    `reason` is ours where nobody pressed a button (surveys/rules/reputation.py).
    """
    row: Campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.state not in RUNNING:
        raise NotRunning
    row.state = Campaign.State.PAUSED
    row.save(update_fields=["state"])
    hold_messages(which=messages_of(row), reason=PAUSED, now=now)
    write_event(
        organisation=row.organisation,
        verb="campaign.paused",
        subject=row,
        by=by,
        now=now,
        data={"reason": reason} if reason else None,
    )
    return row


def messages_of(campaign: Campaign) -> Q:
    """Which ledger rows are about a campaign: its invitations and reminders."""
    references = (
        Invitation.objects.filter(campaign=campaign)
        .annotate(about=Concat(Value("invitation:"), Cast(F("pk"), CharField()), output_field=CharField()))
        .values("about")
    )
    return Q(reference__in=references)
