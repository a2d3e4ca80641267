from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Invite, User


@transaction.atomic
def withdraw_invite(*, invite: Invite, by: User, now: datetime) -> None:
    """Make an open invitation's link useless."""
    write_event(organisation=invite.organisation, verb="invite.withdrawn", subject=invite, by=by, now=now)
    invite.delete()
