"""What customers bought after they answered, stayed silent or were not asked: counted, so that it can be read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from reports.rules.proof import Share
from responses.maths.survival import LifeTable

HORIZONS: Final = (30, 90, 180)
LONGEST: Final = HORIZONS[-1]
# Customers count as alike up to here; more earlier purchases than that are one class.
MOST_EARLIER: Final = 30
TENURES: Final = (90, 365)  # days since the first purchase
# A habit is looked for in windows one before the other, each as long as the horizon. The last one ends so many days
# before the start: what led to the question is no habit.
HABIT_GAP: Final = 30
HABIT_WINDOWS: Final = 3
# Of each group the latest so many are read for their money: more would change nothing and take seconds.
MOST_SPENT: Final = 10_000


class Group(StrEnum):
    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"
    SILENT = "silent"  # asked, and did not answer
    NEVER = "never"  # not asked until then


ANSWERED: Final = (Group.PROMOTER, Group.PASSIVE, Group.DETRACTOR)


@dataclass(frozen=True, slots=True)
class Past:
    """What makes two customers alike before the clock starts.

    `earlier`: purchases in the year before. `tenure`: 0 none, 1 to 3 by the days since the first purchase.
    `failed`: an order was cancelled or paid back in the 60 days before.
    """

    earlier: int
    tenure: int
    failed: bool = False

    @classmethod
    def of(cls, earlier: int, days_since_first: float | None, *, failed: bool = False) -> "Past":
        """Put a customer into a class."""
        tenure = 0 if days_since_first is None else 1 + sum(days_since_first >= end for end in TENURES)
        return cls(min(earlier, MOST_EARLIER), tenure, failed)

    @property
    def is_known(self) -> bool:
        """Whether they had bought before."""
        return self.tenure > 0

    def with_habit(self, *, bought: bool) -> int:
        """As one number below HABIT_SIZE, with whether they bought in the window after that past."""
        return ((self.earlier * 4 + self.tenure) * 2 + self.failed) * 2 + bought

    @classmethod
    def of_habit(cls, number: int) -> "tuple[Past, bool]":
        """What with_habit made one number of."""
        rest, bought = divmod(number, 2)
        rest, failed = divmod(rest, 2)
        return cls(*divmod(rest, 4), failed=bool(failed)), bool(bought)


HABIT_SIZE: Final = 512


@dataclass(frozen=True, slots=True)
class Earlier:
    """What makes two customers alike before one of the windows in which a habit is looked for, 0 being the last."""

    window: int
    past: Past


@dataclass(frozen=True, slots=True)
class Start:
    """One customer from the moment the clock starts.

    `day`: of the next purchase, 1 within the first 24 hours; None where none is known. `seen`: whole days from
    the start to the end of what is known. `spent`: for each currency the money within each horizon. `habits`: for
    each horizon the windows before the start, as one number (habits_of).
    """

    group: Group
    day: int | None
    seen: int
    month: date
    past: Past
    score: int | None = None
    spent: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    habits: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """What one customer spent within the horizon; `began` orders customers in time."""

    group: Group
    score: int | None
    began: float
    amounts: Mapping[str, float]


@dataclass(frozen=True)
class Cohorts:
    """Everything the page is read from. Shares are of customers whose window of `horizon` days is over.

    `habits`: as `pasts`, in the windows before the start, of those who had bought before that window.
    """

    horizon: int
    lives: Mapping[Group, LifeTable]
    pasts: Mapping[Past, Mapping[Group, Share]]
    months: Mapping[date, Mapping[Group, Share]]
    spent: list[Spent] = field(default_factory=list)
    habits: Mapping[Earlier, Mapping[Group, Share]] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return sum(table.n for table in self.lives.values())


def collect(starts: Iterable[Start], horizon: int) -> Cohorts:
    """Count customers held in memory, as reports/queries/cohorts.py lets the database count them."""
    bought: dict[Group, Counter[float]] = defaultdict(Counter)
    still_open: dict[Group, Counter[float]] = defaultdict(Counter)
    pasts: dict[Past, dict[Group, list[int]]] = {}
    months: dict[date, dict[Group, list[int]]] = {}
    habits: dict[Earlier, dict[Group, list[int]]] = {}
    spent: list[Spent] = []
    place = HORIZONS.index(horizon)
    for start in starts:
        if start.day is not None and start.day <= LONGEST:
            bought[start.group][start.day] += 1
        else:
            still_open[start.group][min(start.seen, LONGEST + 1)] += 1
        if start.seen < horizon:
            continue
        did = start.day is not None and start.day <= horizon
        seen = [(pasts.setdefault(start.past, {}), did), (months.setdefault(start.month, {}), did)]
        for earlier, had in habits_of(start.habits[place]) if start.habits else ():
            seen.append((habits.setdefault(earlier, {}), had))
        for sums, yes in seen:
            counts = sums.setdefault(start.group, [0, 0])
            counts[0] += yes
            counts[1] += 1
        amounts = {currency: money[place] for currency, money in start.spent.items() if money[place]}
        spent.append(Spent(start.group, start.score, -start.seen, amounts))
    return Cohorts(
        horizon,
        {group: LifeTable(bought[group], still_open[group]) for group in Group},
        {past: _shares(sums) for past, sums in pasts.items()},
        {month: _shares(sums) for month, sums in months.items()},
        latest(spent),
        {past: _shares(sums) for past, sums in habits.items()},
    )


def habits_of(number: int) -> list[tuple[Earlier, bool]]:
    """The windows of one customer who was known by then, and whether they bought in each."""
    found = []
    for window in range(HABIT_WINDOWS):
        number, one = divmod(number, HABIT_SIZE)
        past, bought = Past.of_habit(one)
        if past.is_known:
            found.append((Earlier(window, past), bought))
    return found


def latest(spent: Iterable[Spent]) -> list[Spent]:
    """Of each group those who began last, at most MOST_SPENT."""
    groups: dict[Group, list[Spent]] = defaultdict(list)
    for one in spent:
        groups[one.group].append(one)
    return [one for group in Group for one in sorted(groups[group], key=lambda one: -one.began)[:MOST_SPENT]]


def _shares(sums: Mapping[Group, list[int]]) -> dict[Group, Share]:
    return {group: Share(did, n) for group, (did, n) in sums.items()}
