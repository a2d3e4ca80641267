"""From promoter to contact to sale: whom of the happy customers somebody spoke to, and who of them bought then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least

from accounts.models import Organisation
from contacts.queries.purchases import valid_purchases
from followup.models import CaseEvent, PromotionShare
from reports.models import SalesTouch
from reports.rules.proof import Share
from responses.models import Response

SINCE: Final = timedelta(days=365)
WINDOW: Final = timedelta(days=90)
MOST: Final = 100_000
SPOKE = (CaseEvent.Kind.CONTACTED, CaseEvent.Kind.REPLIED, CaseEvent.Kind.CALLED)


@dataclass(frozen=True)
class Funnel:
    """`promoters`: people; `contacted` of them; `bought` of those contacted; `without`: of those nobody contacted."""

    promoters: int
    contacted: Share
    bought: Share
    without: Share

    @property
    def through(self) -> Share:
        """Of all promoters, those contacted who bought."""
        return Share(self.bought.did, self.promoters)


def funnel_of(organisation: Organisation, *, now: datetime) -> Funnel:
    """People whose last answer of the last year was a 9 or 10, and is 90 days old: everybody had the same time.

    Contacted: spoken to by a seller, reached or written to in a case, or sent an offer, within 90 days of the answer.
    A purchase counts after the contact, or for the others after the answer, within the same 90 days.
    """
    contacted = bought = silent = without = 0
    for row in _promoters(organisation, now)[:MOST]:
        if row.contacted_at is not None:
            contacted += 1
            bought += row.bought_then
        else:
            silent += 1
            without += row.bought_at_all
    return Funnel(
        promoters=contacted + silent,
        contacted=Share(contacted, contacted + silent),
        bought=Share(bought, contacted),
        without=Share(without, silent),
    )


def _promoters(organisation: Organisation, now: datetime) -> QuerySet[Response, Any]:
    """The last answer of each, with when they were contacted and whether they bought. One query."""
    answers = Response.objects.of(organisation)
    later = answers.filter(contact=OuterRef("contact"), answered_at__lte=now - WINDOW).filter(
        Q(answered_at__gt=OuterRef("answered_at"))
        | Q(answered_at=OuterRef("answered_at"), pk__gt=OuterRef("pk"))
    )
    spoken = CaseEvent.objects.of(organisation).filter(
        case__contact=OuterRef("contact"),
        kind__in=SPOKE,
        at__gt=OuterRef("answered_at"),
        at__lte=OuterRef("answered_at") + WINDOW,
    )
    offered = PromotionShare.objects.of(organisation).filter(
        contact=OuterRef("contact"),
        lot=PromotionShare.Lot.OFFERED,
        drawn_at__gt=OuterRef("answered_at"),
        drawn_at__lte=OuterRef("answered_at") + WINDOW,
    )
    sold = SalesTouch.objects.of(organisation).filter(
        contact=OuterRef("contact"),
        result__in=SalesTouch.REACHED,
        at__gt=OuterRef("answered_at"),
        at__lte=OuterRef("answered_at") + WINDOW,
    )
    purchases = valid_purchases(organisation).filter(
        contact=OuterRef("contact"), bought_at__lte=OuterRef("answered_at") + WINDOW
    )
    return (
        answers.filter(
            ~Exists(later),
            category=Response.Category.PROMOTER,
            contact__isnull=False,
            answered_at__gt=now - SINCE,
            answered_at__lte=now - WINDOW,
        )
        .annotate(
            contacted_at=Least(
                _first(spoken, "case__contact", "at"),
                _first(offered, "contact", "drawn_at"),
                _first(sold, "contact", "at"),
            )
        )
        .annotate(
            bought_then=Exists(purchases.filter(bought_at__gt=OuterRef("contacted_at"))),
            bought_at_all=Exists(purchases.filter(bought_at__gt=OuterRef("answered_at"))),
        )
        .only("pk")
        .order_by(F("answered_at").desc(), "-pk")
    )


def _first(rows: QuerySet[Any], of: str, moment: str) -> Subquery:
    found = rows.order_by().values(of).annotate(first=Min(moment)).values("first")
    return Subquery(found, output_field=DateTimeField())
