"""Which groups of promoters would be worth the most if they bought as the others do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from accounts.models import Organisation
from contacts.rules.money import from_minor
from responses.maths import scale
from responses.maths.potential import Potential, Segment, of_segments

YEAR = timedelta(days=365)
GROUPS = 200
_PROMOTERS = """
    SELECT c.properties ->> %(by)s AS name, count(*), count(*) FILTER (WHERE s.quadrant = 'yes_buys')
    FROM contacts_standing s JOIN contacts_contact c ON c.id = s.contact_id
    WHERE s.organisation_id = %(organisation)s AND s.score > %(passive)s AND c.properties ->> %(by)s <> ''
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %(groups)s
"""
_ORDERS = """
    SELECT c.properties ->> %(by)s AS name, avg(p.net)
    FROM contacts_purchase p JOIN contacts_contact c ON c.id = p.contact_id
        JOIN contacts_standing s ON s.contact_id = p.contact_id
    WHERE p.organisation_id = %(organisation)s AND p.counts AND p.net IS NOT NULL AND p.currency = %(currency)s
        AND p.bought_at >= %(since)s AND s.score > %(passive)s AND c.properties ->> %(by)s <> ''
    GROUP BY ROLLUP (1)
"""


@dataclass(frozen=True)
class Group:
    """Promoters of one value. Money in the organisation's currency; `average_order` None: no order known in it.

    Where none of the group's promoters ordered, it is that of all promoters (`is_borrowed`): a group in which nobody
    buys is not worth nothing.
    """

    name: str
    promoters: int
    bought: int
    average_order: float | None
    is_borrowed: bool
    found: Potential

    @property
    def at_least(self) -> float:
        """By the upper limit of its rate, which in a small group may lie below the rate drawn to the others'."""
        return min(self.found.potential, self.found.potential_cautious)


@dataclass(frozen=True)
class PotentialPage:
    """The groups worth ranking, best first, and those with fewer than ten promoters."""

    company_rate: float
    promoters: int
    ranked: list[Group]
    too_few: list[Group]
    currency: str


def potential_page(organisation: Organisation, by: str, *, now: datetime) -> PotentialPage | None:
    """The promoters by one property; None where no promoter has it."""
    told: dict[str, str | int | datetime] = {
        "organisation": organisation.pk,
        "by": by,
        "passive": scale.PASSIVE_MAX,
        "groups": GROUPS,
        "currency": organisation.reporting_currency,
        "since": now - YEAR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PROMOTERS, told)
        counts = {name: (promoters, bought) for name, promoters, bought in cursor.fetchall()}
        cursor.execute(_ORDERS, told)
        orders: dict[str | None, float] = {
            name: float(from_minor(round(minor), organisation.reporting_currency))
            for name, minor in cursor.fetchall()
            if minor is not None
        }
    usual = orders.get(None)  # of all promoters
    ranking = of_segments(
        {
            name: Segment(promoters, bought, orders.get(name, usual) or 0.0)
            for name, (promoters, bought) in counts.items()
        }
    )
    if ranking is None:
        return None
    groups = {
        name: Group(
            name, promoters, bought, orders.get(name, usual), name not in orders, ranking.segments[name]
        )
        for name, (promoters, bought) in counts.items()
    }
    return PotentialPage(
        company_rate=ranking.company_rate,
        promoters=sum(promoters for promoters, _bought in counts.values()),
        ranked=[groups[name] for name in ranking.order],
        too_few=[group for group in groups.values() if not group.found.ranked],
        currency=organisation.reporting_currency,
    )
