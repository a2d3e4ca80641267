"""Spreads the asking of a whole customer base over many days: as many each working day, from every group its share."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor


@dataclass(frozen=True)
class Person:
    """Somebody in the base. `drawn_on`: their last turn within the period, if they had one."""

    pk: int
    stratum: str = ""
    drawn_on: date | None = None


def number_on(day: date, *, base: int, period_days: int, weekdays: Collection[int]) -> int:
    """How many turns fall on a day. Parts of a person add up to a whole one over the days; other days have none."""
    if day.weekday() not in weekdays or base <= 0:
        return 0
    per_day = base * 7 / (period_days * len(weekdays))
    passed = day.toordinal() // 7 * len(weekdays) + sum(1 for other in weekdays if other < day.weekday())
    return floor(per_day * (passed + 1)) - floor(per_day * passed)


def coming(
    first: date, days: int, *, base: int, period_days: int, weekdays: Collection[int]
) -> list[tuple[date, int]]:
    """The numbers of `days` days from `first` on, were the base to stay as it is."""
    each = [first + timedelta(days=number) for number in range(days)]
    return [(day, number_on(day, base=base, period_days=period_days, weekdays=weekdays)) for day in each]


def in_turn(people: Iterable[Person], *, seed: int) -> list[int]:
    """Who comes next, in order: of every stratum alike at any length of the list, inside it by lot.

    People who had their turn already hold the first places of their stratum and are not listed.
    """
    places: list[tuple[float, int]] = []
    for name, members in _strata(people).items():
        waiting = _waiting(members, seed)
        had = len(members) - len(waiting)
        shift = _lot(seed, f"stratum {name}")
        places += [((had + place + shift) / len(members), pk) for place, pk in enumerate(waiting)]
    return [pk for _, pk in sorted(places)]


def in_weighted_turn(
    people: Iterable[Person], *, seed: int, day: date, weights: Mapping[str, float]
) -> list[int]:
    """The same for one day, with `weights` times as many of a stratum; one that is not named has weight 1.

    Earlier days do not count: a weight that changes moves the coming days and makes up for nothing.
    """
    places: list[tuple[float, int]] = []
    for name, members in _strata(people).items():
        share = len(members) * weights.get(name, 1.0)
        shift = _lot(seed, f"{day} stratum {name}")
        places += [((place + shift) / share, pk) for place, pk in enumerate(_waiting(members, seed))]
    return [pk for _, pk in sorted(places)]


def _strata(people: Iterable[Person]) -> dict[str, list[Person]]:
    strata: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        strata[person.stratum].append(person)
    return strata


def _waiting(members: Iterable[Person], seed: int) -> list[int]:
    """Those who had no turn yet, in the order of their lots."""
    lots = sorted((_lot(seed, str(member.pk)), member.pk) for member in members if member.drawn_on is None)
    return [pk for _, pk in lots]


def _lot(seed: int, text: str) -> float:
    """A number from 0 to 1, always the same for the same seed and text."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{text}".encode()).digest()[:6]) / 2**48
