"""A seller's list of the day: promoters whose time to buy has come, and nobody with an open case."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import Organisation, User
from contacts.models import Contact, Standing, Suppression
from contacts.queries.suppressed import suppressed_among
from followup.models import Case
from nps_app.lib.clock import day_start, local_day
from reports.models import SalesTouch
from reports.rules.selling import A_DAY, REST, RETRY, Known, Point, talking_points
from responses.maths import scale
from responses.models import Response

# Of so many the first who may be reached are taken: addresses that must not be used are only known one by one.
LOOKED_AT = 60
# Who ticked somebody in this time sells, and has a share of the customers.
ACTIVE = REST


@dataclass(frozen=True)
class Prospect:
    """A promoter to turn to, with what they said and one thing to say."""

    contact: Contact
    score: int
    quote: str
    product: str
    link: str
    rhythm: str
    last_bought_at: datetime | None
    due_at: datetime | None
    points: list[Point]


@dataclass(frozen=True)
class Today:
    prospects: list[Prospect]
    done: list[SalesTouch]  # what this seller ticked today
    waiting: int  # promoters due or late in all, without those who rest


def selling_today(
    organisation: Organisation, seller: User, *, everybody: bool = False, now: datetime
) -> Today:
    """The seller's share of the promoters due, the soonest first; `everybody` shows the colleagues' shares, too."""
    waiting = _waiting(organisation, now)
    share = waiting if everybody else _share(waiting, organisation, seller, now)
    done = SalesTouch.objects.of(organisation).filter(
        by=seller, at__gte=day_start(local_day(now, organisation.zone), organisation.zone)
    )
    rows = share.order_by(F("rhythm").asc(), "due_at", "pk")[:LOOKED_AT]
    return Today(
        prospects=_reachable(organisation, rows)[:A_DAY],
        done=list(done.select_related("contact").order_by("-at", "-pk")),
        waiting=waiting.count(),
    )


def _waiting(organisation: Organisation, now: datetime) -> QuerySet[Standing]:
    cases = Case.objects.of(organisation).open().filter(contact=OuterRef("contact"))
    touches = SalesTouch.objects.of(organisation).filter(contact=OuterRef("contact"))
    recent = touches.filter(Q(at__gt=now - REST, result__in=SalesTouch.REACHED) | Q(at__gt=now - RETRY))
    said = Response.objects.of(organisation).filter(contact=OuterRef("contact")).quotable()
    rows: QuerySet[Standing] = Standing.objects.of(organisation).filter(
        rhythm__in=(Standing.Rhythm.DUE, Standing.Rhythm.LATE), score__gt=scale.PASSIVE_MAX
    )
    return (
        rows.exclude(Exists(cases))
        .exclude(Exists(recent))
        .select_related("contact", "product")
        .annotate(quote=Subquery(said.order_by("-answered_at", "-pk").values("comment")[:1]))
    )


def _share(
    rows: QuerySet[Standing], organisation: Organisation, seller: User, now: datetime
) -> QuerySet[Standing]:
    """By the customers' numbers, so that two sellers never see the same one and nobody has to be told."""
    active = SalesTouch.objects.of(organisation).filter(at__gt=now - ACTIVE, by__isnull=False)
    sellers = sorted({seller.pk, *active.values_list("by", flat=True).distinct()})
    return rows.alias(share=F("pk") % len(sellers)).filter(share=sellers.index(seller.pk))


def _reachable(organisation: Organisation, rows: QuerySet[Standing]) -> list[Prospect]:
    found = list(rows)
    blocked = {
        channel: suppressed_among(organisation, channel, (getattr(row.contact, field) for row in found))
        for channel, field in ((Suppression.Channel.EMAIL, "email"), (Suppression.Channel.PHONE, "phone"))
    }
    return [
        _prospect(row)
        for row in found
        if any(
            address not in blocked[Suppression.Channel(channel)] for channel, address in row.contact.addresses
        )
    ]


def _prospect(row: Standing) -> Prospect:
    quote: str = row.quote or ""  # type: ignore[attr-defined]
    known = Known(row.score, bool(quote), row.rhythm, has_open_case=False)
    assert row.score is not None
    return Prospect(
        contact=row.contact,
        score=row.score,
        quote=quote,
        product=row.product.name if row.product else "",
        link=row.product.link if row.product else "",
        rhythm=row.rhythm,
        last_bought_at=row.last_bought_at,
        due_at=row.due_at,
        points=talking_points(known),
    )
