import pytest

from delivery.rules.warm_up import ENOUGH, START, days_until_enough, next_limit, within


@pytest.mark.parametrize(
    ("limit", "used", "then"),
    [
        (200, 200, 300),
        (200, 100, 300),
        (200, 99, 200),
        (201, 201, 302),
        (40_000, 40_000, None),
        (40_000, 1, 40_000),
    ],
)
def test_a_used_day_lets_it_grow_by_half(limit, used, then):
    assert next_limit(limit, used) == then


def test_two_weeks_from_the_start_to_enough():
    assert days_until_enough(START) == 14
    assert days_until_enough(ENOUGH - 1) == 1


def test_a_week_of_warming_up():
    assert within(1, 200) == 200
    assert within(7, START) == 200 + 300 + 450 + 675 + 1013 + 1520 + 2280
    assert within(7, 40_000) is None
