from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.notify import notify
from followup.actions.share_out import share_out
from followup.models import Case, CaseEvent, Team
from followup.queries.case_workers import may_work


class CannotBeAssigned(Exception):
    """That person may not work on cases of this organisation, or nobody in that team may."""


@transaction.atomic
def assign_case(
    *,
    case: Case,
    owner: User | None,
    by: User,
    now: datetime,
    team: Team | None = None,
    seen: int | None = None,
) -> CaseEvent | None:
    """Give a case to a colleague, to a team, or to nobody. The new owner gets a mail, unless they took it themselves.

    A team shares it out by its rule, and `owner` is not asked for; a case given to one person stays with its team
    when they are in it. Returns None when the case is theirs already. Raises CannotBeAssigned and CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    if team is not None:
        owner = share_out(team=team)
    if (owner is None and team is not None) or (owner and not may_work(case.organisation, owner)):
        raise CannotBeAssigned
    kept = team or _kept_team(case, owner)
    if case.owner == owner and case.team == kept:
        return None
    case.owner, case.team = owner, kept
    case.save(update_fields=["owner", "team"])
    if owner == by:
        begin_work(case=case, now=now)
    to = owner.pk if owner else None
    event = CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.ASSIGNED,
        at=now,
        by=by,
        data={"to": to, "team": team.name} if team else {"to": to},
    )
    if case.is_open and owner != by:
        notify(case=case, now=now, assigned=event)
    write_event(
        organisation=case.organisation,
        verb="case.assigned",
        subject=case,
        by=by,
        now=now,
        data={"to": to},
    )
    return event


def _kept_team(case: Case, owner: User | None) -> Team | None:
    team: Team | None = case.team
    if team is None or (owner is not None and not team.members.filter(pk=owner.pk).exists()):
        return None
    return team
