"""Everything one case's page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from followup.models import Case, CaseEvent
from followup.queries.customer_timeline import CustomerTimeline, case_timeline
from responses.maths import scale
from responses.models import Response

EARLIER = 5
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


def case_detail(case: Case, now: datetime) -> CaseDetail:
    """A case with its answer, the customer's other answers and its history.

    `case` comes with response, contact, survey, owner and cause already fetched.
    """
    events = list(
        CaseEvent.objects.of(case.organisation).filter(case=case).select_related("by").order_by("-pk")
    )
    history = history_lines(events)
    return CaseDetail(
        case=case,
        category=scale.category(case.response.score),
        earlier=_earlier(case),
        timeline=case_timeline(case, history),
        last_event_id=history[0].event_id if history else 0,
        overdue=case.is_open and case.due_at is not None and case.due_at < now,
        transfers=_transfers(events),
    )


def history_lines(events: Iterable[CaseEvent]) -> list[Line]:
    """Events with the names of the people they mention."""
    events = list(events)
    names = {
        user.pk: user.display_name
        for user in User.objects.filter(pk__in={event.data.get("to") for event in events if _names(event)})
    }
    return [_line(event, names) for event in events]


def _names(event: CaseEvent) -> bool:
    return event.kind in {CaseEvent.Kind.OPENED, CaseEvent.Kind.ASSIGNED} and bool(event.data.get("to"))


def _line(event: CaseEvent, names: dict[int, str]) -> Line:
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
    )


def _transfers(events: list[CaseEvent]) -> int:
    owner, passed = None, 0
    for event in reversed(events):
        if _names(event):
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
