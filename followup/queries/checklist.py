"""The first steps of whoever works cases: each is done by doing it, and none of them by saying so."""

from dataclasses import dataclass
from typing import Final

from django.db.models import BigIntegerField, Count, F, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from accounts.models import Membership, Organisation
from accounts.permissions import Permission, Role, allows
from followup.models import CaseEvent

Kind = CaseEvent.Kind
# Step by step, with what in the history of any case shows that it was done.
STEPS: Final[dict[str, Q]] = {
    "take": Q(kind=Kind.ASSIGNED, assigned_to=F("by")),
    "note": Q(kind=Kind.NOTE),
    "reach": Q(kind__in=[Kind.REPLIED, Kind.CALLED]),
    "cause": Q(kind__in=[Kind.CAUSE, Kind.CLOSED]),
    "close": Q(kind=Kind.CLOSED),
}


@dataclass(frozen=True)
class Step:
    key: str
    done: bool


@dataclass(frozen=True)
class Checklist:
    member: Membership
    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.done == len(self.steps)


def own_checklist(member: Membership) -> Checklist | None:
    """What a colleague still has to try out; None for whoever has done it all, put it away, or leads the work."""
    if member.role != Role.STAFF or member.first_steps_hidden_at is not None:
        return None
    found = _checklists(member.organisation, [member])[0]
    return None if found.is_complete else found


def team_checklists(organisation: Organisation) -> list[Checklist]:
    """How far everybody is who may work cases, by name. Two queries."""
    roles = [role for role in Role if allows(role, Permission.CASE_WORK)]
    members = Membership.objects.of(organisation).filter(role__in=roles, user__is_active=True)
    return _checklists(organisation, list(members.select_related("user").order_by("user__name", "pk")))


def _checklists(organisation: Organisation, members: list[Membership]) -> list[Checklist]:
    events = CaseEvent.objects.of(organisation).filter(by__in=[member.user_id for member in members])
    to = Cast(KeyTextTransform("to", "data"), BigIntegerField())
    counted = events.order_by().annotate(assigned_to=to).values("by")
    counted = counted.annotate(**{key: Count("pk", filter=condition) for key, condition in STEPS.items()})
    did = {row["by"]: row for row in counted}
    return [
        Checklist(member, [Step(key, bool(did.get(member.user_id, {}).get(key))) for key in STEPS])
        for member in members
    ]
