from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Membership, User


@transaction.atomic
def set_departments(*, member: Membership, names: Iterable[str], by: User, now: datetime) -> Membership:
    """Say which departments a member belongs to: theirs are the cases the inbox shows first, and the digest."""
    member.departments = sorted(set(names))
    member.save(update_fields=["departments"])
    write_event(
        organisation=member.organisation, verb="member.departments_set", subject=member, by=by, now=now
    )
    return member
