"""What came of customers' links for friends: given, opened, customers earned."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from accounts.models import Organisation
from contacts.models import Contact
from reports.rules.proof import Share
from responses.models import Response
from surveys.models import EarnedCustomer, ReferralLink

CATEGORIES = ("promoter", "passive", "detractor", "")


@dataclass(frozen=True)
class Links:
    """Those of one category of customers, by their last answer; empty: of people erased since."""

    category: str
    given: int
    opened: int
    earned: int
    with_friend: int  # links over which at least one customer came

    @property
    def share(self) -> Share:
        return Share(self.with_friend, self.given)


@dataclass(frozen=True)
class OneLink:
    contact: Contact | None
    given_at: Any
    opened: int
    earned: int


def links_by_category(organisation: Organisation) -> list[Links]:
    """By the last answer of whoever has the link; a category without links is left out."""
    links = _with_category(organisation, ReferralLink.objects.of(organisation), "contact")
    rows = links.order_by().values_list("category").annotate(given=Count("pk"), seen=Sum("opened"))
    given = {category: (number, opened) for category, number, opened in rows}
    earned = _with_category(organisation, EarnedCustomer.objects.of(organisation), "link__contact")
    came = earned.order_by().values_list("category").annotate(n=Count("pk"), of=Count("link", distinct=True))
    found = {category: (number, of) for category, number, of in came}
    return [
        Links(category, *given[category], *found.get(category, (0, 0)))
        for category in CATEGORIES
        if category in given
    ]


def best_links(organisation: Organisation, *, most: int) -> list[OneLink]:
    """Those that earned most, then those opened most."""
    links = ReferralLink.objects.of(organisation).select_related("contact")
    rows = links.annotate(n=Count("earned")).order_by("-n", "-opened", "-pk")[:most]
    return [OneLink(row.contact, row.given_at, row.opened, row.n) for row in rows]


def _with_category(organisation: Organisation, rows: QuerySet[Any], contact: str) -> QuerySet[Any]:
    answers = Response.objects.of(organisation).filter(contact=OuterRef(contact))
    last = answers.order_by("-answered_at", "-pk").values("category")[:1]
    return rows.annotate(category=Coalesce(Subquery(last), Value(""), output_field=CharField()))
