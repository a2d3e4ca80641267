"""What customers miss: how many, in which groups, and of what size it might be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Avg, Count, IntegerField, Q, Value
from django.db.models.fields.json import KeyTextTransform

from accounts.models import Organisation
from contacts.models import Segment
from contacts.queries.audience import contacts_in
from contacts.queries.purchases import valid_purchases
from contacts.rules.money import from_minor
from reports.queries.own_words import FEWEST, Said, counted, known_words, said, same_words
from reports.rules.roughly import roughly
from responses.models import ExtraAnswer
from responses.queries.slice import Slice
from surveys.models import ExtraChoice
from surveys.queries.extra_choices import own_names
from surveys.rules.extra_words import OTHER

SEGMENTS = (
    "~segments"  # instead of a property: the organisation's segments, of which one person may be in several
)
MOST_NEEDS = 20
MOST_GROUPS = 40
MOST_SEGMENTS = 20
MOST_READ = 50_000
MOST_ORDERS = 10_000
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Order:
    """The average order of the last year, of so many, in the organisation's currency."""

    amount: float
    n: int
    currency: str


@dataclass(frozen=True)
class Need:
    """A need; `worth` is customers times the average order in two figures, None below ten or without orders."""

    said: Said
    worth: float | None


@dataclass(frozen=True)
class Group:
    """One value of a property, or a segment: how many of it were asked, and named the need."""

    name: str
    asked: int
    need: Need


@dataclass(frozen=True)
class Needs:
    missed: int  # who said what they miss
    needs: list[Need]
    order: Order | None
    chosen: str  # the need that is looked at by group
    groups: list[Group]  # most people first
    without: int  # who belong to no group


@dataclass(frozen=True)
class _Row:
    name: str  # the need as it is shown
    contact: int | None
    groups: tuple[str, ...] = ()


def needs(slice_: Slice, *, by: str = "", need: str = "", now: datetime) -> Needs:
    """Counted by person, the last thing each said; `by`: a property or SEGMENTS, `need`: which one, else the first."""
    organisation = slice_.organisation
    rows = _rows(slice_, by)
    order = _average_order(organisation, now) if len(rows) >= FEWEST else None
    lines = counted(row.name for row in rows)
    found = [_need(name, n, len(rows), order) for name, n in lines[:MOST_NEEDS]]
    wanted = {same_words(name): name for name, _n in lines}.get(same_words(need))
    chosen = wanted or (lines[0][0] if lines else "")
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        for group in row.groups:
            groups.setdefault(group, []).append(row)
    return Needs(
        missed=len(rows),
        needs=found,
        order=order,
        chosen=chosen,
        groups=_groups(groups, same_words(chosen), order),
        without=sum(not row.groups for row in rows) if by else 0,
    )


def _rows(slice_: Slice, by: str) -> list[_Row]:
    """One a person, of somebody unknown one an answer."""
    organisation = slice_.organisation
    names = own_names(organisation, ExtraChoice.Question.NEED)
    known = known_words(names.values())
    answers = ExtraAnswer.objects.of(organisation).filter(
        response__in=slice_.responses().order_by().values("pk"), kind=ExtraAnswer.Kind.NEED
    )
    columns: list[str | KeyTextTransform] = ["choice", "text", "response__contact"]
    if by and by != SEGMENTS:
        columns.append(KeyTextTransform(by, "response__properties"))
    found: list[_Row] = []
    seen: set[int] = set()
    latest = answers.order_by("-answered_at", "-pk").values_list(*columns)[:MOST_READ]
    for choice, text, contact, *value in latest:
        if contact in seen:
            continue
        if contact is not None:
            seen.add(contact)
        name = names.get(choice) or known.get(same_words(text), text) or OTHER
        found.append(_Row(name, contact, (value[0],) if value and value[0] else ()))
    return _in_segments(organisation, found) if by == SEGMENTS else found


def _in_segments(organisation: Organisation, rows: Sequence[_Row]) -> list[_Row]:
    """The rows with the segments that their people are in now, in one query for all segments."""
    segments = list(Segment.objects.of(organisation).order_by("name")[:MOST_SEGMENTS])
    people = [row.contact for row in rows if row.contact is not None]
    if not segments or not people:
        return list(rows)
    within = [
        contacts_in(organisation, segment.rules)
        .filter(pk__in=people)
        .order_by()
        .annotate(segment=Value(number, output_field=IntegerField()))
        .values_list("segment", "pk")
        for number, segment in enumerate(segments)
    ]
    members: dict[int, list[str]] = {}
    for number, contact in within[0].union(*within[1:], all=True):
        members.setdefault(contact, []).append(segments[number].name)
    return [replace(row, groups=tuple(members.get(row.contact or 0, ()))) for row in rows]


def _need(name: str, n: int, of: int, order: Order | None) -> Need:
    worth = roughly(n * order.amount) if order is not None and n >= FEWEST else None
    return Need(said(name, n, of), worth)


def _groups(groups: dict[str, list[_Row]], chosen: str, order: Order | None) -> list[Group]:
    names = sorted(groups, key=lambda name: (-len(groups[name]), name))[:MOST_GROUPS]
    found = []
    for name in names:
        rows = groups[name]
        n = sum(same_words(row.name) == chosen for row in rows)
        found.append(Group(name, len(rows), _need(name, n, len(rows), order)))
    return found


def _average_order(organisation: Organisation, now: datetime) -> Order | None:
    """None below ten orders in the organisation's currency."""
    currency = organisation.reporting_currency
    orders = valid_purchases(organisation, since=now - YEAR, until=now).filter(
        Q(currency=currency), net__isnull=False
    )
    latest = orders.order_by("-bought_at")[:MOST_ORDERS]  # all of a year are a second at a million
    told = latest.aggregate(mean=Avg("net"), n=Count("pk"))
    if told["n"] < FEWEST:
        return None
    return Order(float(from_minor(round(told["mean"]), currency)), told["n"], currency)
