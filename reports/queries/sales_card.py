"""One customer as a seller needs to see them: what they said, when they are due, and whether to sell at all."""

from dataclasses import dataclass
from datetime import datetime

from contacts.models import Contact, Purchase, Standing
from followup.models import Case
from reports.models import SalesTouch
from reports.rules.selling import Known, Point, talking_points
from responses.models import Response
from responses.queries.chips import Chip, chips_of, theme_names
from responses.queries.themes import themes_of

TOUCHES = 3


@dataclass(frozen=True)
class SalesCard:
    """`quote` is the last thing they wrote; `case` is open. None of it where nothing is known."""

    score: int | None
    answered_at: datetime | None
    quote: str
    rhythm: str
    rhythm_days: int | None
    due_at: datetime | None
    last_bought_at: datetime | None
    product: str
    link: str
    case: Case | None
    points: list[Point]
    touches: list[SalesTouch]
    praised: list[str]  # the themes of what they wrote, as the reader calls them
    blamed: list[str]


def sales_card(contact: Contact) -> SalesCard | None:
    """The card, or None for somebody who never answered, never bought and has no case."""
    organisation = contact.organisation
    standing = Standing.objects.of(organisation).filter(contact=contact).select_related("product").first()
    answers = Response.objects.of(organisation).filter(contact=contact).order_by("-answered_at", "-pk")
    last, said = answers.first(), answers.quotable().first()
    case = Case.objects.of(organisation).open().filter(contact=contact).order_by("opened_at").first()
    if standing is None and last is None and case is None:
        return None
    purchases = Purchase.objects.of(organisation).filter(contact=contact)
    latest = purchases.order_by("-bought_at", "-pk").first()
    touches = (
        SalesTouch.objects.of(organisation)
        .filter(contact=contact)
        .select_related("by")
        .order_by("-at", "-pk")
    )
    known = Known(
        score=last.score if last else None,
        has_quote=said is not None,
        rhythm=standing.rhythm if standing else "",
        has_open_case=case is not None,
        paid_back=latest is not None and not latest.counts,
    )
    product = standing.product if standing else None
    chips = _chips(said) if said and case is None else []
    return SalesCard(
        score=known.score,
        answered_at=last.answered_at if last else None,
        quote=said.comment if said else "",
        rhythm=known.rhythm,
        rhythm_days=standing.rhythm_days if standing else None,
        due_at=standing.due_at if standing else None,
        last_bought_at=standing.last_bought_at if standing else None,
        product=product.name if product else "",
        link=product.link if product else "",
        case=case,
        points=talking_points(known),
        touches=list(touches[:TOUCHES]),
        praised=[chip.name for chip in chips if chip.mood == "good"],
        blamed=[chip.name for chip in chips if chip.mood == "bad"],
    )


def _chips(said: Response) -> list[Chip]:
    names = theme_names(themes_of(said.organisation))
    return chips_of(said.organisation, [said], names).get(said.pk, [])
