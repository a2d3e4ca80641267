"""What customers spent, group by group and currency by currency, and whether it goes with their score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reports.rules.cohorts import ANSWERED, MOST_SPENT, Group, Spent
from reports.rules.proof import FEWEST
from responses.maths import rank_correlation, revenue
from responses.maths.rank_correlation import RankCorrelation
from responses.maths.revenue import Spending

MOST_CURRENCIES: Final = 3


@dataclass(frozen=True)
class Money:
    """What customers of each group spent within the horizon, in one currency."""

    currency: str
    groups: Mapping[Group, Spending]


def money_of(spent: Sequence[Spent]) -> list[Money]:
    """The currencies with most buyers; in each, a customer who bought in none of it counts with 0."""
    buyers: dict[str, int] = {}
    for one in spent:
        for currency in one.amounts:
            buyers[currency] = buyers.get(currency, 0) + 1
    chosen = sorted(buyers, key=lambda currency: (-buyers[currency], currency))[:MOST_CURRENCIES]
    found = []
    for currency in chosen:
        amounts: dict[str, list[float]] = {group.value: [] for group in Group}
        for one in spent:
            amounts[one.group].append(one.amounts.get(currency, 0.0))
        described = revenue.by_category(amounts)
        found.append(Money(currency, {Group(name): one for name, one in described.items()}))
    return found


def rank_of(spent: Sequence[Spent], currency: str) -> RankCorrelation | None:
    """Score against money among those who answered.

    Where only the latest of a group were read, everybody since the last common day: else small groups would
    weigh too much.
    """
    answered: dict[Group, list[Spent]] = {group: [] for group in ANSWERED}
    for one in spent:
        if one.group in answered:
            answered[one.group].append(one)
    full = [ones for ones in answered.values() if len(ones) >= MOST_SPENT]
    since = max((min(one.began for one in ones) for ones in full), default=float("-inf"))
    kept = [one for ones in answered.values() for one in ones if one.began >= since and one.score is not None]
    if len(kept) < FEWEST:
        return None
    return rank_correlation.of(
        [float(one.score or 0) for one in kept], [one.amounts.get(currency, 0.0) for one in kept]
    )
