"""The list of cases: tabs with counts, a search, one page of rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Lower

from accounts.models import Organisation, User
from contacts.rules.search import FOLD_FROM, FOLD_TO, search_words
from followup.models import Case, Mention
from followup.models.case import CaseQuerySet
from followup.queries.departments import departments_shown
from followup.rules.states import State
from responses.maths import scale

PAGE_SIZE = 25
FIRST_LINE = 110
SEARCH_LENGTH = 100
# A comment as search_words() spells what is looked for.
SAID = Func(
    Lower("response__comment"),
    Value(FOLD_FROM),
    Value(FOLD_TO),
    function="translate",
    output_field=TextField(),
)


class Tab(StrEnum):
    MINE = "mine"
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    MENTIONED = "mentioned"
    HELD = "held"
    OPEN = "open"
    CLOSED = "closed"


# What is a person's, whichever department it belongs to.
PERSONAL = (Tab.MINE, Tab.MENTIONED)


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
    state: State
    snoozed_until: datetime | None
    held: bool  # back by lot
    closed_at: datetime | None
    overdue: bool
    escalated: bool
    mentioned: bool  # the colleague who looks, in a note they have not answered
    wrote_at: datetime | None  # the customer wrote then, and nobody has answered


@dataclass(frozen=True)
class Inbox:
    tab: Tab
    counts: dict[Tab, int]
    rows: list[Row]
    page: int
    pages: int
    search: str = ""  # rows are what was found, of all tabs
    found: int = 0
    department: str = ""  # as the address says it: a name, "*" for all, or nothing: the member's own

    @property
    def link(self) -> str:
        """What an address carries to come back to this list."""
        more = {"q": self.search, "department": self.department}
        return urlencode({"tab": self.tab} | {name: value for name, value in more.items() if value})

    @property
    def previous_page(self) -> int:
        return self.page - 1

    @property
    def next_page(self) -> int:
        return self.page + 1


def inbox(
    organisation: Organisation,
    user: User,
    tab: str,
    page: int,
    now: datetime,
    *,
    search: str = "",
    department: str = "",
) -> Inbox:
    """One page of a tab, what is due first on top (closed: what was closed last); or what a search finds.

    An unknown or empty `tab` shows the user's own cases, or all open ones when they have none. A search goes
    through the customers' names, addresses and comments of all cases, open ones first. `department` is a name,
    EVERY, or nothing: the departments this member belongs to. One's own cases and mentions are never left out.
    """
    mentions = _mentions(organisation, user)
    filters = _filters(user, now, mentions)
    shown = departments_shown(organisation, user, department)
    if shown:
        filters |= {tab: filters[tab] & Q(department__in=shown) for tab in Tab if tab not in PERSONAL}
    counts = _counts(organisation, filters)
    chosen = _tab(tab, counts)
    search = " ".join(search.replace("\0", "").split())[:SEARCH_LENGTH]
    if search:
        cases: CaseQuerySet = Case.objects.of(organisation).alias(_said=SAID).filter(_found(search))
        whole = cases.count()
        order: tuple[str, ...] = ("-_is_open", "due_at", "-closed_at", "pk")
        cases = cases.annotate(_is_open=Q(closed_at=None))
    else:
        cases, whole = Case.objects.of(organisation).filter(filters[chosen]), counts[chosen]
        order = ("-closed_at", "-pk") if chosen is Tab.CLOSED else ("due_at", "pk")
    pages = max(1, ceil(whole / PAGE_SIZE))
    page = min(max(1, page), pages)
    start = (page - 1) * PAGE_SIZE
    cases = cases.annotate(mentioned=Exists(mentions.filter(case=OuterRef("pk"))))
    found = cases.select_related("response", "contact", "owner").order_by(*order)[start : start + PAGE_SIZE]
    return Inbox(chosen, counts, [_row(case, now) for case in found], page, pages, search, whole, department)


def _found(search: str) -> Q:
    """Every word in what is known of the customer, or every one in the comment; accents and capitals do not matter."""
    customer, comment = Q(), Q()
    for word in search_words(search):
        customer &= Q(contact__search__contains=word)
        comment &= Q(_said__contains=word)
    return customer | comment


def _mentions(organisation: Organisation, user: User) -> Any:
    return Mention.objects.of(organisation).filter(user=user, settled_at=None)


def _filters(user: User, now: datetime, mentions: Any) -> dict[Tab, Q]:
    """Snoozed cases are out of the way where one looks for work; overdue they are all the same.

    What the lot holds back is nobody's work and stands by itself.
    """
    is_open = Q(closed_at=None, is_held=False)
    snoozed = Q(snoozed_until__gt=now)
    return {
        Tab.MINE: is_open & Q(owner=user) & ~snoozed,
        Tab.UNASSIGNED: is_open & Q(owner=None) & ~snoozed,
        Tab.OVERDUE: is_open & Q(due_at__lt=now),
        Tab.WAITING: is_open & Q(waiting_since__isnull=False) & ~snoozed,
        Tab.SNOOZED: is_open & snoozed,
        Tab.MENTIONED: Q(pk__in=mentions.values("case")),
        Tab.HELD: Q(is_held=True),
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


def _row(case: Any, now: datetime) -> Row:
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
        state=case.state(now),
        snoozed_until=case.snoozed_until,
        held=case.is_held,
        overdue=case.is_open and case.due_at is not None and case.due_at < now,
        escalated=case.is_open and case.escalated_at is not None,
        mentioned=case.mentioned,
        wrote_at=case.customer_wrote_at if case.is_open else None,
    )
