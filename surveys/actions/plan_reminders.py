from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Value

from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import OutboundMessage
from surveys.models import AskingRules, Campaign, Invitation
from surveys.rules.ways import Way

BATCH = 1000
# Weeks later nobody remembers what they were reminded of.
NOT_AFTER = timedelta(days=14)
SEND_WITHIN = timedelta(days=3)
LONGEST = timedelta(days=45)


@transaction.atomic
def plan_reminders(*, now: datetime) -> int:
    """Plan the one reminder of invitations that stayed without an answer for long enough; returns how many.

    By the channel of the invitation. One that may not have arrived is reminded of, too: then the reminder is it.
    """
    due = F("asked_at") + ExpressionWrapper(
        F("campaign__reminder_days") * Value(timedelta(days=1)), output_field=DurationField()
    )
    found = (
        Invitation.objects.filter(
            state__in=[Invitation.State.SENT, Invitation.State.UNCERTAIN],
            reminded_at=None,
            answered_at=None,
            asked_at__gt=now - LONGEST,
            expires_at__gt=now,
            campaign__reminder_days__gt=0,
            campaign__state__in=[Campaign.State.PLANNING, Campaign.State.SENDING, Campaign.State.DONE],
            campaign__is_sample=False,
            contact__isnull=False,
        )
        .exclude(channel=Way.EMAIL, contact__email="")
        .exclude(channel=Way.SMS, contact__phone="")
        .alias(due=due)
        .filter(due__lte=now, due__gt=now - NOT_AFTER)
    )
    rows = list(
        found.select_related("contact", "organisation")
        .order_by("asked_at")
        .select_for_update(of=("self",), skip_locked=True, no_key=True)[:BATCH]
    )
    rules = {row.organisation_id: row.organisation for row in rows}
    asking = {pk: AskingRules.of(organisation) for pk, organisation in rules.items()}
    enqueue_many(drafts=[_draft(row, asking[row.organisation_id], now) for row in rows], now=now)
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return len(rows)


def _draft(invitation: Invitation, asking: AskingRules, now: datetime) -> Draft:
    assert invitation.contact is not None
    by_sms = invitation.channel == Way.SMS
    begins = asking.when_for(invitation.contact, now, invitation.channel)
    return Draft(
        kind=OutboundMessage.Kind.REMINDER,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"reminder:{invitation.pk}",
        reference=f"invitation:{invitation.pk}",
        channel=invitation.channel,
        recipient=invitation.contact.phone if by_sms else invitation.contact.email,
        organisation=invitation.organisation,
        next_at=begins,
        expires_at=min(invitation.expires_at, begins + SEND_WITHIN),
    )
