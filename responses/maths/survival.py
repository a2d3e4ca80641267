"""Who bought again within so many days; customers whose time is not over count for what they show."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from responses.maths import mover, sane
from responses.maths.interval import Interval, wilson_z
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
class Compared:
    """The difference of two shares bought by a day (-1 to 1), its limits, and the p-value."""

    change: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True)
class LogRank:
    """The log-rank test that all groups buy again at the same pace."""

    chi_square: float
    degrees: int
    p: float


@dataclass(frozen=True, slots=True)
class LifeTable:
    """Customers counted by day, which is all the curve needs: who bought on it, and whose time ended on it."""

    bought: Mapping[float, int]
    open: Mapping[float, int]

    @property
    def n(self) -> int:
        """How many customers it counts."""
        return sum(self.bought.values()) + sum(self.open.values())

    def at_risk(self, days: float) -> int:
        """How many were still in sight, and had not bought before, on a day."""
        sides = (self.bought, self.open)
        return sum(count for side in sides for day, count in side.items() if day >= days)


def life_table(customers: Iterable[Customer]) -> LifeTable:
    """Count customers by day. Raises ValueError for days that are negative or not finite."""
    bought: Counter[float] = Counter()
    still_open: Counter[float] = Counter()
    for customer in customers:
        sane.not_negative(days=customer.days)
        (bought if customer.bought else still_open)[customer.days] += 1
    return LifeTable(bought, still_open)


def kaplan_meier(customers: Iterable[Customer]) -> list[Step]:
    """Return the Kaplan-Meier curve, S(t) = product (1 - d/r), one step for each day with an order.

    Raises ValueError for a time that is negative or not finite.
    """
    return curve(life_table(customers))


def curve(table: LifeTable) -> list[Step]:
    """Return the Kaplan-Meier curve of customers counted by day.

    Raises ValueError for days or counts that are negative or not finite.
    """
    _check(table)
    steps, survival, risk = [], 1.0, table.n
    for days in sorted({*table.bought, *table.open}):
        events = table.bought.get(days, 0)
        if events:
            survival *= 1 - events / risk
            steps.append(Step(days, risk, events, survival))
        risk -= events + table.open.get(days, 0)
    return steps


def _check(table: LifeTable) -> None:
    for side in (table.bought, table.open):
        sane.none_negative("days", side)
        sane.none_negative("counts", side.values())


def bought_by(customers: Sequence[Customer], days: float, confidence: float = 0.95) -> Bought | None:
    """Return the share that has bought by a day, 1 - S(t), or None without customers.

    Limits log(-log) Greenwood: S^exp(-/+ z sqrt(g) / ln S), g = sum d / (r (r - d)). Where nobody has bought
    that has no width, so Wilson's interval of 0 among those in sight stands in; where everybody has, the
    lower limit of the step before. Raises ValueError for days that are negative or not finite.
    """
    return bought_in(life_table(customers), days, confidence)


def bought_in(table: LifeTable, days: float, confidence: float = 0.95) -> Bought | None:
    """Return the same of customers counted by day."""
    sane.not_negative(days=days)
    if not table.n:
        return None
    return _bought(table, curve(table), days, z_of(confidence))


def path(table: LifeTable, confidence: float = 0.95) -> list[tuple[float, Bought]]:
    """Return the share that has bought by each day with an order, while enough customers are in sight."""
    steps, z = curve(table), z_of(confidence)
    shown = [step for step in steps if step.at_risk >= SMALLEST_RISK_SET]
    return [(step.days, _bought(table, steps, step.days, z)) for step in shown]


def _bought(table: LifeTable, steps: Sequence[Step], days: float, z: float) -> Bought:
    steps = [step for step in steps if step.days <= days]
    at_risk = table.at_risk(days)
    if not steps:
        nobody = wilson_z(0.0, at_risk, z) if at_risk else Interval(0.0, 1.0)
        return Bought(0.0, nobody, at_risk, table.n)
    return Bought(1 - steps[-1].survival, _log_log(steps, z), at_risk, table.n)


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
    sane.not_negative(days=days)
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


def compare(first: LifeTable, second: LifeTable, days: float, confidence: float = 0.95) -> Compared | None:
    """Return second - first by a day with MOVER limits, and the p-value of the z at which a limit touches 0.

    None where a group has no customers. Raises ValueError for days that are negative or not finite.
    """
    sane.not_negative(days=days)
    if not first.n or not second.n:
        return None
    curves = curve(first), curve(second)

    def limits(z: float) -> tuple[float, Interval]:
        return difference(_bought(first, curves[0], days, z), _bought(second, curves[1], days, z))

    change, around = limits(z_of(confidence))
    return Compared(change, around, mover.p_value(change, lambda z: limits(z)[1]))


def log_rank(groups: Mapping[str, Sequence[Customer]]) -> LogRank | None:
    """Return the log-rank test over all groups with customers (Mantel 1966), or None with fewer than two."""
    return log_rank_in({name: life_table(customers) for name, customers in groups.items()})


def log_rank_in(groups: Mapping[str, LifeTable]) -> LogRank | None:
    """Return the same of customers counted by day."""
    for table in groups.values():
        _check(table)
    filled = [table for table in groups.values() if table.n]
    orders = [table.bought for table in filled]
    times = sorted(set().union(*orders))
    if len(filled) < 2 or not times:
        return None
    return _log_rank(times, [_risks(table, times) for table in filled], orders)


def _risks(table: LifeTable, times: Sequence[float]) -> list[int]:
    """How many were in sight at each of these times, in one walk."""
    left, risks = table.n, []
    ends = sorted({*table.bought, *table.open}, reverse=True)
    for time in times:
        while ends and ends[-1] < time:
            day = ends.pop()
            left -= table.bought.get(day, 0) + table.open.get(day, 0)
        risks.append(left)
    return risks


def _log_rank(
    times: Sequence[float], risks: Sequence[Sequence[int]], orders: Sequence[Mapping[float, int]]
) -> LogRank:
    size = len(risks)
    surplus = [0.0] * size
    covariance = [[0.0] * size for _ in range(size)]
    for place, time in enumerate(times):
        risk = [group[place] for group in risks]
        events = [group.get(time, 0) for group in orders]
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
