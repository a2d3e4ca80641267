from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Invite, Membership, User


class InviteGone(Exception):
    """Accepted, withdrawn or expired in the meantime."""


class InviteForAnother(Exception):
    """The invitation was sent to another address than the user's."""


@transaction.atomic
def accept_invite(*, token: str, by: User, now: datetime) -> Membership:
    """Make the invited user a member. Whoever is a member already keeps the role."""
    # `of` the invitation row alone: its organisation and inviter need no lock.
    invite = Invite.objects.select_for_update(of=("self",)).open_with(token, now=now)
    if invite is None:
        raise InviteGone
    if invite.email.lower() != by.email.lower():
        raise InviteForAnother
    membership, _ = Membership.objects.of(invite.organisation).get_or_create(
        user=by, defaults={"organisation": invite.organisation, "role": invite.role}
    )
    write_event(
        organisation=invite.organisation,
        verb="member.joined",
        subject=membership,
        by=by,
        now=now,
        data={"role": membership.role},
    )
    invite.delete()
    return membership
