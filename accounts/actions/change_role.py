from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Membership, User
from accounts.permissions import Role


class LastOwner(Exception):
    """An organisation without an owner could never be managed again."""


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User, now: datetime) -> Membership:
    """Give a member another role."""
    keep_an_owner(membership, becoming=role)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    write_event(
        organisation=membership.organisation,
        verb="member.role_changed",
        subject=membership,
        by=by,
        now=now,
        data={"from": before, "to": role},
    )
    return membership


def keep_an_owner(membership: Membership, *, becoming: str | None) -> None:
    """Refuse to take the last owner away. Locks the owners, so that two of them cannot demote each other at once."""
    owners = Membership.objects.of(membership.organisation).filter(role=Role.OWNER).order_by("pk")
    if becoming != Role.OWNER and [row.pk for row in owners.select_for_update()] == [membership.pk]:
        raise LastOwner
