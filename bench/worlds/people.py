"""Five invented worlds of customers, in which it is known what goes together with what. Plain Python, one seed a world.

Days are counted from now, which is 0. Everybody buys at a pace of their own; seven in ten are asked at some time of the
last year, and a third of these answer.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from reports.rules.cohorts import HABIT_GAP, HABIT_SIZE, HABIT_WINDOWS, HORIZONS, Group, Past, Start
from responses.maths import scale

CUSTOMERS = 20_000
HISTORY = 800.0
ASKED, ANSWERED = 0.7, 0.35
PACES = (1.0, 2.0, 4.0, 9.0)  # purchases a year
PACE_WEIGHTS = (40, 30, 20, 10)
FAILED = 0.25  # of those asked: an order failed in the month before
REORDERED = 0.7
TODAY = date(2026, 6, 30)  # months only have to be some
CURRENCY = "USD"


class World(StrEnum):
    MORE = "promoters buy more"
    SAME = "nothing differs"
    FREQUENT = "frequent buyers score higher"
    HABIT = "buyers by habit score higher"
    REORDERS = "detractors re-order failed deliveries"


@dataclass(frozen=True)
class Bought:
    day: float
    amount: float
    counts: bool = True


@dataclass
class Person:
    asked: float | None = None
    answered: float | None = None
    score: int | None = None
    bought: list[Bought] = field(default_factory=list)

    @property
    def start(self) -> float | None:
        return self.asked if self.answered is None else self.answered

    @property
    def group(self) -> Group:
        if self.score is None:
            return Group.NEVER if self.asked is None else Group.SILENT
        return Group(scale.category(self.score))


def people(world: World, seed: int, number: int = CUSTOMERS) -> list[Person]:
    """Everybody of one world."""
    rng = random.Random(f"{world} {seed}")
    return [_person(world, rng) for _ in range(number)]


def starts(everybody: list[Person], seed: int = 0) -> Iterator[Start]:
    """What is known of each from the day on which their clock starts, as the database tells it of real customers."""
    rng = random.Random(seed)
    began = [person.start for person in everybody if person.start is not None]
    for person in everybody:
        yield _start(person, person.start if person.start is not None else rng.choice(began))


def _person(world: World, rng: random.Random) -> Person:
    pace = rng.choices(PACES, PACE_WEIGHTS)[0]
    person = Person(bought=list(_purchases(rng, pace, -HISTORY)))
    if rng.random() >= ASKED:
        return person
    person.asked = -360.0 * rng.random()
    has_failed = world is World.REORDERS and rng.random() < FAILED
    answered = person.asked + rng.expovariate(1.0)
    if rng.random() < ANSWERED and answered < 0:
        person.answered = answered
        earlier = sum(answered - 365 < one.day <= answered for one in person.bought)
        often = pace if world is World.HABIT else earlier
        person.score = _score(world, rng, often, has_failed=has_failed)
    _afterwards(world, rng, person, pace, has_failed=has_failed)
    return person


def _afterwards(world: World, rng: random.Random, person: Person, pace: float, *, has_failed: bool) -> None:
    """What the worlds add to everybody's own pace."""
    start = person.start
    if start is None:
        return
    if has_failed:
        person.bought.append(Bought(start - 2 - 28 * rng.random(), _amount(rng), counts=False))
        again = start + rng.expovariate(1 / 10)
        if rng.random() < REORDERED and again < 0:
            person.bought.append(Bought(again, _amount(rng)))
    if world is World.MORE and person.group is Group.PROMOTER:
        person.bought += _purchases(rng, 0.5 + 0.5 * pace, start)


def _score(world: World, rng: random.Random, often: float, *, has_failed: bool) -> int:
    promoters, detractors = 0.5, 0.25
    if world in {World.FREQUENT, World.HABIT}:
        promoters, detractors = min(0.85, 0.2 + 0.1 * often), max(0.05, 0.5 - 0.08 * often)
    if world is World.REORDERS:
        promoters, detractors = (0.05, 0.8) if has_failed else (0.55, 0.15)
    drawn = rng.random()
    if drawn < promoters:
        return rng.choice((9, 10))
    return rng.randrange(7) if drawn < promoters + detractors else rng.choice((7, 8))


def _purchases(rng: random.Random, pace: float, since: float) -> Iterator[Bought]:
    day = since + rng.expovariate(pace / 365)
    while day < 0:
        yield Bought(day, _amount(rng))
        day += rng.expovariate(pace / 365)


def _amount(rng: random.Random) -> float:
    return round(rng.lognormvariate(3.5, 0.8), 2)


def _start(person: Person, at: float) -> Start:
    after = [one for one in person.bought if one.counts and one.day > at]
    habits = tuple(_habit(person, at, days) for days in HORIZONS)
    spent = tuple(sum(one.amount for one in after if one.day <= at + days) for days in HORIZONS)
    return Start(
        habits=habits,
        group=person.group,
        day=math.ceil(min(one.day for one in after) - at) if after else None,
        seen=math.floor(-at),
        month=(TODAY + timedelta(days=math.floor(at))).replace(day=1),
        past=_past(person, at),
        score=person.score,
        spent={CURRENCY: spent} if spent[-1] else {},
    )


def _past(person: Person, at: float) -> Past:
    """What was known of somebody on a day."""
    before = [one.day for one in person.bought if one.counts and one.day <= at]
    failed = any(not one.counts and at - 60 < one.day <= at for one in person.bought)
    return Past.of(sum(day > at - 365 for day in before), at - min(before) if before else None, failed=failed)


def _habit(person: Person, at: float, days: int) -> int:
    """The windows before a day, as reports.rules.cohorts.habits_of reads them."""
    found = 0
    for window in range(HABIT_WINDOWS):
        until = at - HABIT_GAP - days * window
        did = any(one.counts and until - days < one.day <= until for one in person.bought)
        found += _past(person, until - days).with_habit(bought=did) * HABIT_SIZE**window
    return found
