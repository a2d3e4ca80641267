"""Who bought after an offer, and who bought without it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q

from contacts.queries.purchases import valid_purchases
from delivery.models import OutboundMessage
from followup.models import Promotion, PromotionShare
from reports.rules.proof import Share
from reports.rules.uplift import Uplift, uplift


@dataclass(frozen=True)
class Outcome:
    """An offer in numbers. `until`: when the last window closes; None before anybody was drawn."""

    uplift: Uplift
    left_out: dict[str, int]  # by reason, the most frequent first
    mails: dict[str, int]  # by the state of the ledger
    until: datetime | None
    is_open: bool  # purchases may still come in


def outcome_of(promotion: Promotion, *, now: datetime) -> Outcome:
    """The clock of each person starts at the lot, in both groups alike; a purchase before it counts in neither."""
    organisation, window = promotion.organisation, timedelta(days=promotion.days)
    shares = PromotionShare.objects.of(organisation).filter(promotion=promotion)
    bought = valid_purchases(organisation).filter(
        contact=OuterRef("contact"),
        bought_at__gt=OuterRef("drawn_at"),
        bought_at__lte=OuterRef("drawn_at") + window,
    )
    groups = {
        lot: Share(did, n)
        for lot, n, did in shares.exclude(lot=PromotionShare.Lot.LEFT_OUT)
        .annotate(bought=Exists(bought))
        .order_by()
        .values_list("lot")
        .annotate(n=Count("pk"), did=Count("pk", filter=Q(bought=True)))
    }
    left_out = shares.filter(lot=PromotionShare.Lot.LEFT_OUT).order_by().values_list("reason")
    last = shares.exclude(lot=PromotionShare.Lot.LEFT_OUT).aggregate(last=Max("drawn_at"))["last"]
    until = last + window if last else None
    return Outcome(
        uplift=uplift(
            groups.get(PromotionShare.Lot.OFFERED, Share(0, 0)),
            groups.get(PromotionShare.Lot.HELD_OUT, Share(0, 0)),
        ),
        left_out=dict(left_out.annotate(n=Count("pk")).order_by("-n", "reason")),
        mails=_mails(promotion),
        until=until,
        is_open=until is not None and now < until,
    )


def _mails(promotion: Promotion) -> dict[str, int]:
    rows = OutboundMessage.objects.of(promotion.organisation).filter(
        kind=OutboundMessage.Kind.OFFER, dedup_key__startswith=f"offer:{promotion.pk}:"
    )
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
