"""Who bought again within so many days; customers whose time is not over count for what they show."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from responses.maths import mover
from responses.maths.interval import Interval, wilson
from responses.maths.linear import solve
from responses.maths.normal import z_of
from responses.maths.student import chi_square_p

# Below so many customers still in sight a rate is not shown.
SMALLEST_RISK_SET = 10


@dataclass(frozen=True, slots=True)
class Customer:
    """Days from the answer to the next order, or to the end of observation without one (bought False)."""

    days: float
    bought: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One day with orders: how many were in sight, how many bought, and the share left without (0 to 1)."""

    days: float
    at_risk: int
    bought: int
    survival: float


@dataclass(frozen=True, slots=True)
class Bought:
    """The share (0 to 1) that has bought by a day, its limits, and how many are in sight on that day."""

    rate: float
    interval: Interval
    at_risk: int
    n: int

    @property
    def can_be_shown(self) -> bool:
        """Say whether enough customers are still in sight."""
        return self.at_risk >= SMALLEST_RISK_SET


@dataclass(frozen=True, slots=True)
class LogRank:
    """The log-rank test that all groups buy again at the same pace."""

    chi_square: float
    degrees: int
    p: float


def kaplan_meier(customers: Iterable[Customer]) -> list[Step]:
    """Return the Kaplan-Meier curve, S(t) = product (1 - d/r), one step for each day with an order.

    Raises ValueError for a time that is negative or not finite.
    """
    ordered = _checked(customers)
    steps, survival, risk = [], 1.0, len(ordered)
    for days, group in groupby(ordered, key=lambda customer: customer.days):
        same = list(group)
        events = sum(customer.bought for customer in same)
        if events:
            survival *= 1 - events / risk
            steps.append(Step(days, risk, events, survival))
        risk -= len(same)
    return steps


def _checked(customers: Iterable[Customer]) -> list[Customer]:
    ordered = sorted(customers, key=lambda customer: customer.days)
    if any(not math.isfinite(customer.days) or customer.days < 0 for customer in ordered):
        raise ValueError("times are finite and not negative")
    return ordered


def bought_by(customers: Sequence[Customer], days: float, confidence: float = 0.95) -> Bought | None:
    """Return the share that has bought by a day, 1 - S(t), or None without customers.

    Limits log(-log) Greenwood: S^exp(-/+ z sqrt(g) / ln S), g = sum d / (r (r - d)). Where nobody has bought
    that has no width, so Wilson's interval of 0 among those in sight stands in; where everybody has, the
    lower limit of the step before.
    """
    if not customers:
        return None
    z = z_of(confidence)
    steps = [step for step in kaplan_meier(customers) if step.days <= days]
    at_risk = sum(customer.days >= days for customer in customers)
    if not steps:
        return Bought(0.0, wilson(0, at_risk, confidence) or Interval(0.0, 1.0), at_risk, len(customers))
    return Bought(1 - steps[-1].survival, _log_log(steps, z), at_risk, len(customers))


def _log_log(steps: Sequence[Step], z: float) -> Interval:
    last = steps[-1]
    if last.survival <= 0:
        # Alone, the last step has no limits; what was certain before it still is.
        low = _log_log(steps[:-1], z).low if len(steps) > 1 else 1 / (1 + z * z / last.at_risk)
        return Interval(low, 1.0)
    greenwood = sum(step.bought / (step.at_risk * (step.at_risk - step.bought)) for step in steps)
    reach = z * math.sqrt(greenwood) / math.log(last.survival)
    return Interval(1 - last.survival ** math.exp(reach), 1 - last.survival ** math.exp(-reach))


def naive_rate(customers: Sequence[Customer], days: float) -> float | None:
    """Return the share of orders by a day as if every window had closed, to show how much too low it is."""
    if not customers:
        return None
    return sum(customer.bought and customer.days <= days for customer in customers) / len(customers)


def gap(bought: Bought) -> Bought:
    """Return the intention-action gap: the share that has not bought, with its limits."""
    limits = Interval(1 - bought.interval.high, 1 - bought.interval.low)
    return Bought(1 - bought.rate, limits, bought.at_risk, bought.n)


def difference(first: Bought, second: Bought) -> tuple[float, Interval]:
    """Return second - first as a share, with MOVER of the two intervals."""
    around = mover.difference(first.rate, first.interval, second.rate, second.interval)
    return second.rate - first.rate, around


def log_rank(groups: Mapping[str, Sequence[Customer]]) -> LogRank | None:
    """Return the log-rank test over all groups with customers (Mantel 1966), or None with fewer than two."""
    filled = [_checked(customers) for customers in groups.values() if customers]
    ends = [[customer.days for customer in group] for group in filled]
    orders = [Counter(customer.days for customer in group if customer.bought) for group in filled]
    times = sorted(set().union(*orders))
    if len(filled) < 2 or not times:
        return None
    size = len(filled)
    surplus = [0.0] * size
    covariance = [[0.0] * size for _ in range(size)]
    for time in times:
        risk = [len(days) - bisect_left(days, time) for days in ends]
        events = [group[time] for group in orders]
        total, happened = sum(risk), sum(events)
        tied = (total - happened) / (total - 1) if total > 1 else 0.0
        for row in range(size):
            share = risk[row] / total
            surplus[row] += events[row] - happened * share
            for column in range(size):
                other = (row == column) - risk[column] / total
                covariance[row][column] += happened * tied * share * other
    # The surpluses add up to 0, so one group says nothing new and is left out.
    kept = [row[:-1] for row in covariance[:-1]]
    solution = solve(kept, surplus[:-1])
    chi_square = sum(value * weight for value, weight in zip(surplus, solution, strict=False))
    return LogRank(chi_square, size - 1, chi_square_p(chi_square, size - 1))
