"""The list of cases: tabs with counts, one page of rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from django.db.models import Count, Q

from accounts.models import Organisation, User
from followup.models import Case
from followup.models.case import CaseQuerySet
from responses.maths import scale

PAGE_SIZE = 25
FIRST_LINE = 110


class Tab(StrEnum):
    MINE = "mine"
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Row:
    case_id: int
    score: int
    category: str
    who: str  # empty: the answer is anonymous
    first_line: str
    wants_contact: bool
    owner: str
    due_at: datetime | None  # none: it is the customer's turn
    to_contact: bool  # the next clock is the one for the first contact
    waiting: bool
    closed_at: datetime | None
    overdue: bool


@dataclass(frozen=True)
class Inbox:
    tab: Tab
    counts: dict[Tab, int]
    rows: list[Row]
    page: int
    pages: int

    @property
    def previous_page(self) -> int:
        return self.page - 1

    @property
    def next_page(self) -> int:
        return self.page + 1


def inbox(organisation: Organisation, user: User, tab: str, page: int, now: datetime) -> Inbox:
    """One page of a tab, what is due first on top (closed: what was closed last).

    An unknown or empty `tab` shows the user's own cases, or all open ones when they have none.
    """
    filters = _filters(user, now)
    counts = _counts(organisation, filters)
    chosen = _tab(tab, counts)
    pages = max(1, ceil(counts[chosen] / PAGE_SIZE))
    page = min(max(1, page), pages)
    cases: CaseQuerySet = Case.objects.of(organisation).filter(filters[chosen])
    order = ("-closed_at", "-pk") if chosen is Tab.CLOSED else ("due_at", "pk")
    start = (page - 1) * PAGE_SIZE
    found = cases.select_related("response", "contact", "owner").order_by(*order)[start : start + PAGE_SIZE]
    return Inbox(chosen, counts, [_row(case, now) for case in found], page, pages)


def _filters(user: User, now: datetime) -> dict[Tab, Q]:
    is_open = Q(closed_at=None)
    return {
        Tab.MINE: is_open & Q(owner=user),
        Tab.UNASSIGNED: is_open & Q(owner=None),
        Tab.OVERDUE: is_open & Q(due_at__lt=now),
        Tab.WAITING: is_open & Q(waiting_since__isnull=False),
        Tab.OPEN: is_open,
        Tab.CLOSED: Q(closed_at__isnull=False),
    }


def _counts(organisation: Organisation, filters: dict[Tab, Q]) -> dict[Tab, int]:
    counted = Case.objects.of(organisation).aggregate(
        **{tab.value: Count("pk", filter=condition) for tab, condition in filters.items()}
    )
    return {tab: counted[tab.value] for tab in Tab}


def _tab(tab: str, counts: dict[Tab, int]) -> Tab:
    if tab in Tab.__members__.values():
        return Tab(tab)
    return Tab.MINE if counts[Tab.MINE] else Tab.OPEN


def _row(case: Case, now: datetime) -> Row:
    response = case.response
    lines = response.comment.strip().splitlines()
    first = lines[0] if lines else ""
    return Row(
        case_id=case.pk,
        score=response.score,
        category=scale.category(response.score),
        who=str(case.contact) if case.contact else "",
        first_line=first if len(first) <= FIRST_LINE else f"{first[:FIRST_LINE].rstrip()}…",
        wants_contact=response.wants_contact is True,
        owner=case.owner.display_name if case.owner else "",
        due_at=case.due_at,
        closed_at=case.closed_at,
        to_contact=case.due_at is not None and case.due_at == case.contact_due_at,
        waiting=case.is_open and case.waiting_since is not None,
        overdue=case.is_open and case.due_at is not None and case.due_at < now,
    )
