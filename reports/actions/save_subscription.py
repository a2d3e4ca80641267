from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Membership, User
from reports.models import Subscription
from reports.queries.subscriptions import subscription_of

FIELDS = ("alerts", "digest", "survey_ids", "group_by", "group", "snoozed_until")


@transaction.atomic
def save_subscription(
    *, member: Membership, values: dict[str, Any], by: User | str, now: datetime
) -> Subscription:
    """Keep what a person wants to be mailed. `values` holds some of FIELDS; the others stay as they are."""
    row = keep_subscription(member=member)
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    row.save()
    write_event(organisation=member.organisation, verb="subscription.saved", subject=row, by=by, now=now)
    return row


@transaction.atomic
def keep_subscription(*, member: Membership) -> Subscription:
    """The stored choice of a member; what they get unasked is stored first, for the link that stops it."""
    Membership.objects.of(member.organisation).select_for_update(no_key=True).get(pk=member.pk)
    row = subscription_of(member)
    if row._state.adding:
        row.save()
    return row
