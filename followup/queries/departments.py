"""Departments: values of one property of contacts, which the organisation chose in its settings."""

from dataclasses import dataclass

from django.db.models import Count

from accounts.models import Membership, Organisation, User
from followup.models import Case, Cause
from responses.models import Response
from responses.queries.property_values import MOST_VALUES, values_seen

EVERY = "*"


@dataclass(frozen=True)
class Department:
    """One department as the settings show it."""

    name: str
    open: int
    members: list[str]


def department_of(response: Response) -> str:
    """Whose business an answer is: what it said of its customer, or what is known of them now."""
    name = response.organisation.department_property
    if not name:
        return ""
    contact = response.contact
    found = response.properties.get(name) or (contact.properties.get(name) if contact else "")
    return found[:200] if isinstance(found, str) else ""


def departments_of(organisation: Organisation) -> list[str]:
    """Every department: of the latest answers, of members, and those that causes are handed over to."""
    if not organisation.department_property:
        return []
    seen = sorted(values_seen(organisation).get(organisation.department_property, ()))[:MOST_VALUES]
    found = dict.fromkeys(seen)
    for names in Membership.objects.of(organisation).values_list("departments", flat=True):
        found |= dict.fromkeys(names)
    told = Cause.objects.of(organisation).exclude(to_department="").values_list("to_department", flat=True)
    return sorted({*found, *told}, key=str.casefold)


def departments_shown(organisation: Organisation, user: User, wanted: str) -> list[str]:
    """Which departments' cases a list shows; empty: all of them."""
    if not organisation.department_property or wanted == EVERY:
        return []
    if wanted:
        return [wanted]
    mine = Membership.objects.of(organisation).filter(user=user).values_list("departments", flat=True)
    return list(mine.first() or [])


def department_list(organisation: Organisation) -> list[Department]:
    """Every department with its open cases and its members."""
    open_cases = Case.objects.of(organisation).open().exclude(department="").order_by()
    counts = dict(open_cases.values_list("department").annotate(n=Count("pk")))
    members: dict[str, list[str]] = {}
    for member in Membership.objects.of(organisation).select_related("user").order_by("user__name", "pk"):
        for name in member.departments:
            members.setdefault(name, []).append(member.user.display_name)
    return [
        Department(name, counts.get(name, 0), members.get(name, [])) for name in departments_of(organisation)
    ]
