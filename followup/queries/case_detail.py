"""Everything one case's page shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import User
from followup.models import Case, CaseEvent, Mention
from followup.queries.customer_timeline import CustomerTimeline, case_timeline
from followup.rules.states import State, Todo, todo_of
from responses.maths import scale
from responses.models import Response

EARLIER = 5
SIBLINGS = 10
NAMING = {
    CaseEvent.Kind.OPENED,
    CaseEvent.Kind.ASSIGNED,
    CaseEvent.Kind.ESCALATED,
    CaseEvent.Kind.TAKEN_OUT,
}
OUTCOMES = dict(Case.Outcome.choices)


@dataclass(frozen=True)
class Line:
    """One line of the history; the words are the template's."""

    event_id: int
    kind: str
    at: datetime
    by: str  # empty: the customer, the house itself, or a colleague who has left
    text: str
    to: str  # who got the case; empty: nobody
    cause: str
    remedy: str
    outcome: str  # in the active language
    score_from: int | None
    score_to: int | None
    reason: str = ""  # why the customer was not asked again
    team: str = ""  # that it was given to
    until: datetime | None = None  # out of sight until then
    by_customer: bool = False
    about: int | None = None  # the other case of a merger
    elsewhere: bool = False  # from a case that was merged into this one
    data: dict[str, Any] = field(default_factory=dict)  # of the kinds whose words need more: see CaseEvent


@dataclass(frozen=True)
class Earlier:
    response_id: int
    score: int
    category: str
    at: datetime


@dataclass(frozen=True)
class CaseDetail:
    case: Case
    category: str
    earlier: list[Earlier]  # the same customer's other answers, newest first
    timeline: CustomerTimeline  # the history among all else the customer did
    last_event_id: int
    overdue: bool
    transfers: int  # how often it went from one colleague to another
    state: State
    todo: Todo
    hand_over_to: str  # where its cause would have it; empty: it is there, or nowhere in particular
    escalated: Line | None  # who asked for help, and why
    siblings: list[Case]  # other open cases of the same customer
    mentioned: bool  # `user`, and has not said anything since
    wrote: Line | None  # the customer's mail that nobody has answered


def case_detail(case: Case, user: User, now: datetime) -> CaseDetail:
    """A case with its answer, the customer's other answers and its history, as `user` sees it.

    `case` comes with response, contact, survey, owner and cause already fetched.
    """
    in_it = Q(case=case) | Q(case__merged_into=case) & ~Q(kind=CaseEvent.Kind.MERGED_INTO)
    events = list(CaseEvent.objects.of(case.organisation).filter(in_it).select_related("by").order_by("-pk"))
    history = history_lines(events, case)
    own = [event for event in events if event.case_id == case.pk]
    state = case.state(now)
    mentions = Mention.objects.of(case.organisation).filter(case=case, user=user, settled_at=None)
    return CaseDetail(
        case=case,
        category=scale.category(case.response.score),
        earlier=_earlier(case),
        timeline=case_timeline(case, history),
        last_event_id=own[0].pk if own else 0,
        overdue=case.is_open and case.due_at is not None and case.due_at < now,
        transfers=_transfers(own),
        state=state,
        hand_over_to=_home(case),
        todo=todo_of(
            state,
            owned=case.owner_id is not None,
            reached=case.contacted_at is not None,
            wrote=case.customer_wrote_at is not None,
            held=case.is_held,
        ),
        escalated=_escalated(case, history),
        siblings=siblings_of(case),
        mentioned=mentions.exists(),
        wrote=_wrote(case, history),
    )


def mentioned_in(note: CaseEvent) -> list[str]:
    """The names of the colleagues whom a note mentions."""
    mentions = Mention.objects.of(note.organisation).filter(event=note).select_related("user")
    return [mention.user.display_name for mention in mentions.order_by("pk")]


def _escalated(case: Case, history: list[Line]) -> Line | None:
    if not case.is_open or case.escalated_at is None:
        return None
    return next((line for line in history if line.kind == CaseEvent.Kind.ESCALATED), None)


def _wrote(case: Case, history: list[Line]) -> Line | None:
    if case.customer_wrote_at is None:
        return None
    mails = (line for line in history if line.kind == CaseEvent.Kind.WROTE)
    return next((mail for mail in mails if not mail.data.get("automatic")), None)


def siblings_of(case: Case) -> list[Case]:
    """Other open cases of the same customer, which can be merged into this one."""
    if case.contact_id is None or not case.is_open:
        return []
    others = Case.objects.of(case.organisation).open().filter(contact=case.contact_id).exclude(pk=case.pk)
    return list(others.select_related("response", "survey").order_by("opened_at", "pk")[:SIBLINGS])


def _home(case: Case) -> str:
    if not case.is_open or case.cause is None:
        return ""
    at_home = case.cause.is_at_home(department=case.department, team_id=case.team_id)
    return "" if at_home else case.cause.home


def history_lines(events: Iterable[CaseEvent], case: Case | None = None) -> list[Line]:
    """Events with the names of the people they mention; those of other cases than `case` say so."""
    events = list(events)
    names = {
        user.pk: user.display_name
        for user in User.objects.filter(pk__in={event.data.get("to") for event in events if _names(event)})
    }
    return [_line(event, names, case) for event in events]


def _names(event: CaseEvent) -> bool:
    return event.kind in NAMING and bool(event.data.get("to"))


def _line(event: CaseEvent, names: dict[int, str], case: Case | None) -> Line:
    changed = event.kind == CaseEvent.Kind.ANSWER_CHANGED
    return Line(
        event_id=event.pk,
        kind=event.kind,
        at=event.at,
        by=event.by.display_name if event.by else "",
        text=event.text,
        to=names.get(event.data["to"], "") if _names(event) else "",
        cause=event.data.get("cause", ""),
        remedy=event.data.get("remedy", ""),
        outcome=str(OUTCOMES.get(event.data.get("outcome", ""), "")),
        score_from=event.data.get("from") if changed else None,
        score_to=event.data.get("to") if changed else event.data.get("score"),
        reason=event.data.get("reason", ""),
        team=event.data.get("team", ""),
        until=datetime.fromisoformat(event.data["until"]) if "until" in event.data else None,
        by_customer=event.data.get("customer", False),
        about=event.data.get("case"),
        elsewhere=case is not None and event.case_id != case.pk,
        data=event.data,
    )


def _transfers(events: list[CaseEvent]) -> int:
    owner, passed = None, 0
    for event in reversed(events):
        if _names(event) and event.kind != CaseEvent.Kind.ESCALATED:
            passed += owner is not None and owner != event.data["to"]
            owner = event.data["to"]
    return passed


def _earlier(case: Case) -> list[Earlier]:
    if case.contact is None:
        return []
    answers = (
        Response.objects.of(case.organisation)
        .filter(contact=case.contact)
        .exclude(pk=case.response.pk)
        .order_by("-answered_at", "-pk")
        .only("score", "answered_at")[:EARLIER]
    )
    return [Earlier(a.pk, a.score, scale.category(a.score), a.answered_at) for a in answers]
