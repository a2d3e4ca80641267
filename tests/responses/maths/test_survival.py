"""Buying again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responses.maths import survival
from responses.maths.survival import Bought, Customer, bought_by, kaplan_meier, log_rank

customer = st.builds(Customer, st.integers(0, 200), st.booleans())
customers = st.lists(customer, min_size=1, max_size=60)


@given(customers, st.integers(0, 250), st.floats(0.5, 0.99))
def test_limits_surround_the_rate(drawn: list[Customer], days: int, confidence: float) -> None:
    found = bought_by(drawn, days, confidence)
    assert found is not None
    assert 0 <= found.interval.low <= found.rate + 1e-9
    assert found.rate - 1e-9 <= found.interval.high <= 1


@given(st.lists(st.builds(Customer, st.integers(0, 100), st.just(True)), min_size=1), st.integers(0, 100))
def test_with_every_window_closed_it_is_the_plain_share(drawn: list[Customer], days: int) -> None:
    found, naive = bought_by(drawn, days), survival.naive_rate(drawn, days)
    assert found is not None
    assert found.rate == pytest.approx(naive)


@given(customers)
def test_the_curve_only_falls(drawn: list[Customer]) -> None:
    curve = [1.0, *(step.survival for step in kaplan_meier(drawn))]
    assert curve == sorted(curve, reverse=True)
    assert all(0 <= value <= 1 for value in curve)


def test_customers_whose_time_is_not_over_are_not_counted_as_lost() -> None:
    drawn = [Customer(10, True)] * 10 + [Customer(5, False)] * 30 + [Customer(90, False)] * 10
    found = bought_by(drawn, 30)
    assert found is not None
    assert found.rate == pytest.approx(0.5)
    assert survival.naive_rate(drawn, 30) == 0.2


def test_ends_of_the_scale_keep_a_width() -> None:
    nobody, everybody = (bought_by([Customer(50, bought)] * 20, 50) for bought in (False, True))
    assert nobody is not None
    assert everybody is not None
    assert (nobody.rate, nobody.interval.low) == (0, 0)
    assert 0.1 < nobody.interval.high < 0.2
    assert (everybody.rate, everybody.interval.high) == (1, 1)
    assert 0.8 < everybody.interval.low < 0.9


def test_nobody_to_look_at() -> None:
    assert bought_by([], 90) is survival.naive_rate([], 90) is None
    late = bought_by([Customer(5, False)], 90)
    assert late is not None
    assert (late.at_risk, late.can_be_shown) == (0, False)
    assert (late.interval.low, late.interval.high) == (0, 1)
    with pytest.raises(ValueError, match="not negative"):
        kaplan_meier([Customer(-1, True)])


def test_the_gap_is_the_rest() -> None:
    found = bought_by([Customer(10, True)] * 12 + [Customer(100, False)] * 28, 90)
    assert found is not None
    gap = survival.gap(found)
    assert gap.rate == pytest.approx(0.7)
    assert gap.interval.low == pytest.approx(1 - found.interval.high)


@settings(max_examples=50)
@given(customers, customers)
def test_the_log_rank_test_does_not_depend_on_the_order(one: list[Customer], two: list[Customer]) -> None:
    there, back = log_rank({"a": one, "b": two}), log_rank({"b": two, "a": one, "c": []})
    if there is None:
        assert back is None
        return
    assert back is not None
    assert there.chi_square == pytest.approx(back.chi_square, abs=1e-9)
    assert there.degrees == 1
    assert 0 <= there.p <= 1


def test_equal_groups_do_not_differ() -> None:
    group = [Customer(days, days % 3 > 0) for days in range(30)]
    found = log_rank({"a": group, "b": group, "c": group})
    assert found is not None
    assert found.chi_square == pytest.approx(0, abs=1e-12)
    assert found.p == pytest.approx(1)
    assert log_rank({"a": group}) is None
    same = bought_by(group, 20)
    assert isinstance(same, Bought)
    assert survival.difference(same, same)[0] == 0


@given(customers, customers, st.integers(0, 200))
def test_a_difference_is_significant_where_its_interval_leaves_zero(
    one: list[Customer], two: list[Customer], days: int
) -> None:
    found = survival.compare(survival.life_table(one), survival.life_table(two), days)
    assert found is not None
    leaves_zero = found.interval.low > 1e-9 or found.interval.high < -1e-9
    assert not leaves_zero or found.p < 0.05 + 1e-6
    assert leaves_zero or found.p > 0.05 - 1e-6


def test_sixty_of_200_against_165_of_550_is_nothing_give_or_take_7_points() -> None:
    silent, promoters = (
        survival.LifeTable({40: bought}, {120: n - bought}) for bought, n in ((165, 550), (60, 200))
    )
    found = survival.compare(silent, promoters, 90)
    assert found is not None
    assert found.change == pytest.approx(0)
    assert (found.interval.high - found.interval.low) / 2 == pytest.approx(0.0743, abs=1e-4)
    assert survival.compare(silent, survival.LifeTable({}, {}), 90) is None


@given(customers)
def test_the_path_is_what_is_bought_by_each_day(drawn: list[Customer]) -> None:
    for day, found in survival.path(survival.life_table(drawn)):
        assert found == bought_by(drawn, day)
        assert found.can_be_shown
