"""What happened between us and one customer, over all channels, newest first: one list for every page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from contacts.models import Contact, CustomerEvent, Purchase
from contacts.rules.customer_event import PURCHASE
from followup.models import Case
from responses.models import Response
from surveys.models import Invitation

SHOWN = 50


@dataclass(frozen=True)
class Entry:
    """One thing that happened; `kind` says which words the template finds for it."""

    # answer, invitation, event, purchase, case_opened, case_closed, case_merged; line: of a case's own history
    kind: str
    at: datetime
    order: int = 0  # among things of the same moment
    row: Any = None  # of the kind's table, or followup.queries.case_detail.Line


@dataclass(frozen=True)
class CustomerTimeline:
    entries: list[Entry]
    more: bool  # there are older ones, which are not listed


def _answers(contact: Contact) -> Iterable[Entry]:
    rows = Response.objects.of(contact.organisation).filter(contact=contact).select_related("survey")
    for row in rows.order_by("-answered_at", "-pk")[: SHOWN + 1]:
        yield Entry("answer", row.answered_at, 1, row)


def _invitations(contact: Contact) -> Iterable[Entry]:
    rows = Invitation.objects.of(contact.organisation).filter(contact=contact).select_related("survey")
    for row in rows.order_by("-planned_at", "-pk")[: SHOWN + 1]:
        yield Entry("invitation", row.sent_at or row.planned_at, 0, row)


def _events(contact: Contact) -> Iterable[Entry]:
    # A purchase that came as an event is told once, below.
    same = Purchase.objects.of(contact.organisation).filter(external_id=OuterRef("external_id"))
    rows = CustomerEvent.objects.of(contact.organisation).filter(contact=contact)
    rows = rows.exclude(Q(name=PURCHASE) & Exists(same))
    for row in rows.order_by("-occurred_at", "-pk")[: SHOWN + 1]:
        yield Entry("event", row.occurred_at, 0, row)


def _purchases(contact: Contact) -> Iterable[Entry]:
    rows = Purchase.objects.of(contact.organisation).filter(contact=contact).select_related("product")
    for row in rows.order_by("-bought_at", "-pk")[: SHOWN + 1]:
        yield Entry("purchase", row.bought_at, 0, row)


def _cases(contact: Contact) -> Iterable[Entry]:
    rows = Case.objects.of(contact.organisation).filter(contact=contact)
    for row in rows.select_related("owner", "cause", "remedy").order_by("-opened_at", "-pk")[: SHOWN + 1]:
        yield Entry("case_opened", row.opened_at, 2, row)
        if row.merged_into_id:
            yield Entry("case_merged", row.closed_at, 3, row)
        elif row.closed_at:
            yield Entry("case_closed", row.closed_at, 3, row)


# Whatever else is known of a customer is told here, by one function of one statement.
SOURCES: list[Callable[[Contact], Iterable[Entry]]] = [_answers, _invitations, _events, _purchases, _cases]


def customer_timeline(contact: Contact) -> CustomerTimeline:
    """Everything about a contact, newest first, and no more than a page can show."""
    return _newest(entry for source in SOURCES for entry in source(contact))


def case_timeline(case: Case, history: Iterable[Any]) -> CustomerTimeline:
    """The same from inside a case: its own history line by line, beside all else the customer did.

    `history` are the case's lines (followup.queries.case_detail). An anonymous answer has only its case.
    """
    lines = [Entry("line", line.at, 4, line) for line in history]
    if case.contact is None:
        return _newest([*lines, Entry("answer", case.response.answered_at, 1, case.response)])
    others = [
        entry
        for source in SOURCES
        for entry in source(case.contact)
        if not (isinstance(entry.row, Case) and case.pk in (entry.row.pk, entry.row.merged_into_id))
    ]
    return _newest([*lines, *others])


def _newest(entries: Iterable[Entry]) -> CustomerTimeline:
    ordered = sorted(entries, key=lambda entry: (entry.at, entry.order), reverse=True)
    return CustomerTimeline(ordered[:SHOWN], len(ordered) > SHOWN)
