from datetime import datetime

from django.db import transaction

from accounts.actions.change_role import keep_an_owner
from accounts.actions.write_event import write_event
from accounts.models import Membership, User


@transaction.atomic
def remove_member(*, membership: Membership, by: User, now: datetime) -> None:
    """Take a person out of the organisation; their account and what they did stay. Raises change_role.LastOwner."""
    keep_an_owner(membership, becoming=None)
    write_event(
        organisation=membership.organisation,
        verb="member.removed",
        subject=membership,
        by=by,
        now=now,
        data={"user": membership.user_id},
    )
    membership.delete()
