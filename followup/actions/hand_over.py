from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import Membership, User
from followup.actions.assign_case import CannotBeAssigned, assign_case
from followup.actions.claim_case import claim_case
from followup.models import Case
from followup.queries.case_workers import case_workers


@transaction.atomic
def hand_over(*, case: Case, by: User, now: datetime, seen: int | None = None) -> bool:
    """Give an open case to the team or department that its cause belongs to; False where it is there already.

    The team shares it out by its rule; of a department, whoever has the fewest open cases gets it. Where nobody
    there can work on cases, it stays with whoever has it and is that department's all the same. Raises CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    cause = case.cause
    if (
        not case.is_open
        or cause is None
        or cause.is_at_home(department=case.department, team_id=case.team_id)
    ):
        return False
    if cause.to_department:
        case.department = cause.to_department
        case.save(update_fields=["department"])
    owner = None if cause.to_team else _least_busy(case)
    if cause.to_team is None and owner is None:
        return True
    with suppress(CannotBeAssigned):  # the team may have nobody left who works on cases
        assign_case(case=case, owner=owner, team=cause.to_team, by=by, now=now)
    return True


def _least_busy(case: Case) -> User | None:
    """Of the case's department, who has the fewest open cases; whoever has this one keeps it if they are of it."""
    members = Membership.objects.of(case.organisation).filter(departments__contains=[case.department])
    ids = set(members.values_list("user", flat=True))
    able = [user for user in case_workers(case.organisation) if user.pk in ids]
    if case.owner in able or not able:
        return case.owner if able else None
    busy = Case.objects.of(case.organisation).aggregate(
        **{f"user_{user.pk}": Count("pk", filter=Q(closed_at=None, owner=user)) for user in able}
    )
    return min(able, key=lambda user: (busy[f"user_{user.pk}"], user.pk))
