"""Does it help to look after unhappy customers: those who were reached against those who were not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from accounts.models import Organisation
from contacts.models import CustomerEvent, Purchase
from contacts.rules.customer_event import PURCHASE
from followup.models import Case, CaseEvent
from followup.models.case import CaseQuerySet
from reports.rules.proof import FEWEST, Judged, Share, judge
from responses.maths import scale
from responses.models import Response

# Whoever was reached by then was worked; what customers do is counted from then on, in both groups alike.
REACHED_WITHIN: Final = timedelta(days=14)
FAST: Final = timedelta(days=2)
SINCE: Final = timedelta(days=730)
MOST: Final = 20_000
A_QUARTER, HALF_A_YEAR = timedelta(days=90), timedelta(days=180)
REACHED = (Case.Outcome.RESOLVED, Case.Outcome.PARTLY, Case.Outcome.NOT_POSSIBLE)


class Compare(StrEnum):
    WORKED = "worked"  # reached or not
    FAST = "fast"  # reached within two days, or later
    LOT = "lot"  # drawn to be worked, or to be held back, whatever became of it


@dataclass(frozen=True)
class Group:
    n: int
    score: float | None  # mean of the scores that opened the cases


@dataclass(frozen=True)
class Respect:
    key: str  # better, stayed, bought_90, bought_180
    judged: Judged


@dataclass(frozen=True)
class Proof:
    compare: Compare
    first: Group
    second: Group
    respects: list[Respect]
    taken_out: int = 0  # of those held back by lot, who count there all the same

    @property
    def n(self) -> int:
        return self.first.n + self.second.n

    @property
    def helps(self) -> list[Respect]:
        """In what the first group is proven to fare better."""
        return [one for one in self.respects if one.judged.proven and (one.judged.change or 0) > 0]

    @property
    def harms(self) -> list[Respect]:
        return [one for one in self.respects if one.judged.proven and (one.judged.change or 0) < 0]

    @property
    def by_itself(self) -> Share:
        """Those of the second group who answered better though nobody had reached them."""
        return self.respects[0].judged.second


def proof(
    organisation: Organisation, *, now: datetime, compare: Compare = Compare.WORKED, department: str = ""
) -> Proof:
    """Customers whose case was opened by a low score two weeks to two years ago, at most the latest 20,000."""
    groups: tuple[list[Any], list[Any]] = ([], [])
    rows = _cases(organisation, now).of_department(department)
    if compare is Compare.LOT:
        rows = rows.exclude(lot="")
    for row in rows[:MOST]:
        reached = row.reached_at is not None and row.reached_at <= row.opened_at + REACHED_WITHIN
        if compare is Compare.LOT:
            groups[row.lot == Case.Lot.HELD].append(row)
        elif compare is Compare.WORKED:
            groups[not reached].append(row)
        elif reached:
            groups[row.reached_at > row.opened_at + FAST].append(row)
    has_events = any(row.stayed or row.bought_180 for group in groups for row in group)
    has_purchases = any(row.bought_180 for group in groups for row in group)
    respects = [("better", _better(groups))]
    if has_events:
        respects.append(("stayed", _did(groups, "stayed", HALF_A_YEAR, now)))
    if has_purchases:
        respects.append(("bought_90", _did(groups, "bought_90", A_QUARTER, now)))
        respects.append(("bought_180", _did(groups, "bought_180", HALF_A_YEAR, now)))
    judged = judge([pair for _key, pair in respects])
    return Proof(
        compare,
        _group(groups[0]),
        _group(groups[1]),
        [Respect(key, one) for (key, _pair), one in zip(respects, judged, strict=True)],
        sum(row.lot == Case.Lot.HELD and not row.is_held for row in groups[1]),
    )


def drawn_by_lot(organisation: Organisation, *, now: datetime) -> dict[str, int]:
    """How many of these customers the lot drew into each of its arms."""
    drawn = _cases(organisation, now).exclude(lot="").order_by().values_list("lot")
    return {**dict.fromkeys(Case.Lot.values, 0), **dict(drawn.annotate(n=Count("pk")))}


def chosen_comparison(wanted: str, drawn: Mapping[str, int]) -> Compare:
    """The one asked for; else what proves most: the lot, as soon as both of its groups can be compared."""
    if wanted in Compare.__members__.values():
        return Compare(wanted)
    return Compare.LOT if min(drawn.values()) >= FEWEST else Compare.WORKED


def _cases(organisation: Organisation, now: datetime) -> CaseQuerySet:
    """Each case with when its customer was first reached, and what they did afterwards. One query."""
    events = CaseEvent.objects.of(organisation).filter(case=OuterRef("pk"))
    reached = Q(kind=CaseEvent.Kind.CONTACTED) | Q(kind=CaseEvent.Kind.CLOSED, data__outcome__in=REACHED)
    first = events.filter(reached).order_by().values("case").annotate(first=Min("at")).values("first")
    answers = Response.objects.of(organisation).filter(
        contact=OuterRef("contact"),
        survey=OuterRef("survey"),
        answered_at__gt=OuterRef("opened_at") + REACHED_WITHIN,
    )
    did = CustomerEvent.objects.of(organisation).filter(
        contact=OuterRef("contact"), occurred_at__gt=OuterRef("opened_at") + REACHED_WITHIN
    )
    # What is kept as a purchase is judged as one: it may have been cancelled or paid back since it was told.
    kept = Purchase.objects.of(organisation).filter(external_id=OuterRef("external_id"))
    did = did.exclude(Q(name=PURCHASE) & Exists(kept))
    bought = did.filter(name=PURCHASE)
    orders = Purchase.objects.of(organisation).valid()
    orders = orders.filter(contact=OuterRef("contact"), bought_at__gt=OuterRef("opened_at") + REACHED_WITHIN)
    found: CaseQuerySet = (
        Case.objects.of(organisation)
        .unmerged()
        .filter(
            contact__isnull=False,
            score__lte=scale.DETRACTOR_MAX,
            opened_at__gt=now - SINCE,
            opened_at__lte=now - REACHED_WITHIN,
        )
        .annotate(
            reached_at=Subquery(first),
            then=Subquery(answers.order_by("answered_at", "pk").values("score")[:1]),
            stayed=_either(did, orders, HALF_A_YEAR),
            bought_90=_either(bought, orders, A_QUARTER),
            bought_180=_either(bought, orders, HALF_A_YEAR),
        )
        .only("score", "opened_at", "lot", "is_held")
        .order_by(F("opened_at").desc(), "-pk")
    )
    return found


def _either(events: QuerySet[CustomerEvent], orders: QuerySet[Purchase], within: timedelta) -> Any:
    """Whether another system told an event, or an order that counts, so long after the case was opened."""
    until = OuterRef("opened_at") + within
    return Exists(events.filter(occurred_at__lte=until)) | Exists(orders.filter(bought_at__lte=until))


def _better(groups: tuple[list[Any], list[Any]]) -> tuple[Share, Share]:
    """Of those who answered the survey again: who is a detractor no longer."""
    first, second = ([row.then for row in group if row.then is not None] for group in groups)
    return _share(first), _share(second)


def _share(scores: list[int]) -> Share:
    return Share(sum(score > scale.DETRACTOR_MAX for score in scores), len(scores))


def _did(
    groups: tuple[list[Any], list[Any]], name: str, within: timedelta, now: datetime
) -> tuple[Share, Share]:
    """Of those whose time is over: who did it in time. Open windows are not counted as "did not"."""
    first, second = ([row for row in group if row.opened_at <= now - within] for group in groups)
    return (
        Share(sum(getattr(row, name) for row in first), len(first)),
        Share(sum(getattr(row, name) for row in second), len(second)),
    )


def _group(rows: list[Any]) -> Group:
    return Group(len(rows), sum(row.score for row in rows) / len(rows) if rows else None)
