"""The quarterly comparisons of an organisation beside each other."""

from dataclasses import dataclass
from typing import Any

from accounts.models import Membership, Organisation, User
from accounts.permissions import Permission, Role, allows
from reports.models import Comparison, ComparisonPlan

QUARTERS = 6
KEPT = 40


@dataclass(frozen=True)
class Company:
    """One company over the quarters that are shown; None where too few rated it. `name` empty: all together."""

    name: str
    cells: list[tuple[Comparison, dict[str, Any] | None]]


@dataclass(frozen=True)
class Comparisons:
    """`shown`: the latest quarters, the oldest first, with a row for each company rated in one of them."""

    plan: ComparisonPlan | None
    open: Comparison | None
    done: list[Comparison]  # newest first
    shown: list[Comparison]
    companies: list[Company]


def comparisons(organisation: Organisation) -> Comparisons:
    """All that there is."""
    rows = list(
        Comparison.objects.of(organisation).select_related("owner", "done_by").order_by("-due_on")[:KEPT]
    )
    shown = rows[:QUARTERS][::-1]
    return Comparisons(
        plan=ComparisonPlan.objects.of(organisation).select_related("owner").first(),
        open=next((row for row in rows if row.done_at is None), None),
        done=[row for row in rows if row.done_at is not None],
        shown=shown,
        companies=_companies(shown),
    )


def open_comparison_of(organisation: Organisation) -> Comparison | None:
    """What is waiting to be done, if anything."""
    rows = Comparison.objects.of(organisation).filter(done_at=None)
    found: Comparison | None = rows.select_related("owner").defer("table").first()
    return found


def quarter_earlier(comparison: Comparison) -> Comparison | None:
    """The one before."""
    rows = Comparison.objects.of(comparison.organisation).filter(due_on__lt=comparison.due_on)
    found: Comparison | None = rows.order_by("-due_on").first()
    return found


def comparers(organisation: Organisation) -> list[User]:
    """The members who may do it, by name."""
    roles = [role for role in Role if allows(role, Permission.REPORT_EDIT)]
    members = Membership.objects.of(organisation).filter(role__in=roles, user__is_active=True)
    users = User.objects.filter(pk__in=members.values("user"))
    return sorted(users, key=lambda user: user.display_name.casefold())


def _companies(shown: list[Comparison]) -> list[Company]:
    names = list(dict.fromkeys(line["name"] for row in reversed(shown) for line in row.table["beside"]))
    return [
        Company(
            name,
            [(row, next((one for one in row.table["beside"] if one["name"] == name), None)) for row in shown],
        )
        for name in names
    ]
