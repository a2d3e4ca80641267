from collections import Counter
from datetime import date, timedelta

import pytest

from surveys.rules.steady import Person, coming, in_turn, in_weighted_turn, number_on

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("base", "period", "weekdays"),
    [(9000, 90, {0, 1, 2, 3, 4}), (100, 90, {0, 1, 2, 3, 4, 5, 6}), (7, 70, {2}), (1, 7, {0, 6})],
)
def test_a_whole_number_of_weeks_reaches_everybody_evenly(base, period, weekdays):
    days = [
        MONDAY + timedelta(days=number) for number in range(period * 7)
    ]  # a multiple of a week and the period
    numbers = [number_on(day, base=base, period_days=period, weekdays=weekdays) for day in days]
    assert sum(numbers) == pytest.approx(7 * base, abs=1)
    working = {number for day, number in zip(days, numbers, strict=True) if day.weekday() in weekdays}
    assert max(working) - min(working) <= 1
    assert all(
        number == 0 for day, number in zip(days, numbers, strict=True) if day.weekday() not in weekdays
    )


def test_nobody_there():
    assert number_on(MONDAY, base=0, period_days=90, weekdays={0}) == 0


def test_coming_days():
    found = coming(MONDAY, 7, base=650, period_days=91, weekdays={0, 1, 2, 3, 4})
    assert [number for _, number in found] == [10, 10, 10, 10, 10, 0, 0]


def test_every_group_has_its_share_at_any_length():
    people = [Person(pk, "small" if pk % 10 == 0 else "large") for pk in range(1000)]
    order = in_turn(people, seed=3)
    assert sorted(order) == list(range(1000))
    for length in (50, 100, 500):
        assert abs(sum(pk % 10 == 0 for pk in order[:length]) - length / 10) <= 1
    assert order == in_turn(reversed(people), seed=3) != in_turn(people, seed=4)


def test_whoever_had_a_turn_keeps_the_first_places():
    people = [Person(pk, str(pk % 2), MONDAY if pk % 2 and pk < 60 else None) for pk in range(100)]
    order = in_turn(people, seed=1)
    assert len(order) == 70
    assert all(pk % 2 == 0 for pk in order[:29])  # the other group is ahead by 30


def drawn(people, number, **weights):
    order = in_weighted_turn(people, seed=3, day=MONDAY, weights=weights)
    return Counter({person.pk: person.stratum for person in people}[pk] for pk in order[:number])


def test_a_silent_group_gets_its_larger_share_of_a_day():
    people = [Person(pk, "silent" if pk % 4 == 0 else "lively") for pk in range(4000)]
    assert abs(drawn(people, 400)["silent"] - 100) <= 1
    assert abs(drawn(people, 400, silent=3.0)["silent"] - 200) <= 1  # 3 x 1000 against 3000


def test_whoever_had_a_turn_gets_no_second_one_however_silent():
    people = [Person(pk, "silent" if pk < 50 else "lively", MONDAY if pk < 40 else None) for pk in range(100)]
    order = in_weighted_turn(people, seed=3, day=MONDAY, weights={"silent": 3.0})
    assert sorted(order) == list(range(40, 100))


def test_a_small_group_has_its_chance_on_some_days():
    people = [Person(pk, "small" if pk == 0 else "large") for pk in range(20)]
    days = [MONDAY + timedelta(days=number) for number in range(200)]
    first = [in_weighted_turn(people, seed=3, day=day, weights={"small": 2.0})[0] for day in days]
    assert 5 <= first.count(0) <= 40  # about 200 x 2/21
