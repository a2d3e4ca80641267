"""What customers say beside whether they buy: how many stand where, and who they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from accounts.models import Organisation
from contacts.models import Contact, Standing
from followup.models import Case
from responses.models import Response

# Who says no and still buys comes first: they are the next to leave.
FOUR = (
    Standing.Quadrant.NO_BUYS,
    Standing.Quadrant.YES_NOT,
    Standing.Quadrant.YES_BUYS,
    Standing.Quadrant.NO_NOT,
)
APART = (
    Standing.Quadrant.MID_BUYS,
    Standing.Quadrant.MID_NOT,
    Standing.Quadrant.SILENT_BUYS,
    Standing.Quadrant.SILENT_NOT,
)
RHYTHMS = tuple(Standing.Rhythm)
# Below this a share says nothing.
FEWEST = 10
SHOWN = 50


@dataclass(frozen=True)
class Place:
    """One quadrant: how many customers, of all who said yes or no how many of a hundred, and their rhythms."""

    key: str
    n: int
    percent: float | None
    rhythms: dict[str, int]

    @property
    def due(self) -> int:
        return self.rhythms.get(Standing.Rhythm.DUE, 0)

    @property
    def late(self) -> int:
        return self.rhythms.get(Standing.Rhythm.LATE, 0)


@dataclass(frozen=True)
class Quadrants:
    four: list[Place]
    apart: list[Place]
    said: int  # customers who said yes or no
    total: int
    rhythms: list[tuple[str, int]]  # of everybody who ever bought


@dataclass(frozen=True)
class Customer:
    """Somebody of a quadrant, as a person who calls needs to see them."""

    contact: Contact
    score: int | None
    quote: str
    last_bought_at: datetime | None
    product: str
    rhythm: str
    due_at: datetime | None
    has_open_case: bool


def quadrants(organisation: Organisation) -> Quadrants:
    """Everybody who ever answered or bought, counted in one statement."""
    counts: dict[str, dict[str, int]] = {}
    rows = Standing.objects.of(organisation).exclude(quadrant="").order_by()
    for key, rhythm, n in rows.values_list("quadrant", "rhythm").annotate(n=Count("pk")):
        counts.setdefault(key, {})[rhythm] = n
    said = sum(sum(counts.get(key, {}).values()) for key in FOUR)

    def place(key: str, of: int) -> Place:
        rhythms = counts.get(key, {})
        n = sum(rhythms.values())
        return Place(key, n, 100 * n / of if of >= FEWEST else None, rhythms)

    everybody = list(counts.values())
    return Quadrants(
        four=[place(key, said) for key in FOUR],
        apart=[place(key, 0) for key in APART],
        said=said,
        total=sum(sum(rhythms.values()) for rhythms in everybody),
        rhythms=[(state, sum(rhythms.get(state, 0) for rhythms in everybody)) for state in RHYTHMS],
    )


def customers_of(organisation: Organisation, key: str) -> list[Customer]:
    """The first of a quadrant, those first whose time comes next."""
    return [_customer(row) for row in _rows(organisation, key)[:SHOWN]]


def all_customers_of(organisation: Organisation, key: str) -> Iterator[Customer]:
    """Everybody of a quadrant without the sample data, read as they are asked for."""
    rows = _rows(organisation, key).filter(contact__is_sample=False)
    return (_customer(row) for row in rows.iterator(chunk_size=2_000))


def _rows(organisation: Organisation, key: str) -> QuerySet[Standing]:
    said = Response.objects.of(organisation).filter(contact=OuterRef("contact")).quotable()
    cases = Case.objects.of(organisation).open().filter(contact=OuterRef("contact"))
    rows: QuerySet[Standing] = Standing.objects.of(organisation).filter(quadrant=key)
    return (
        rows.select_related("contact", "product")
        .annotate(
            quote=Subquery(said.order_by("-answered_at", "-pk").values("comment")[:1]),
            has_open_case=Exists(cases),
        )
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )


def _customer(row: Standing) -> Customer:
    return Customer(
        contact=row.contact,
        score=row.score,
        quote=row.quote or "",  # type: ignore[attr-defined]
        last_bought_at=row.last_bought_at,
        product=str(row.product) if row.product else "",
        rhythm=row.rhythm,
        due_at=row.due_at,
        has_open_case=row.has_open_case,  # type: ignore[attr-defined]
    )
