"""Spending: the same interval every time, none where it would be a guess."""

import random
import statistics

import pytest

from responses.maths import revenue

SOURCE = random.Random(7)
AMOUNTS = [round(SOURCE.lognormvariate(4, 1), 2) if SOURCE.random() < 0.5 else 0.0 for _ in range(80)]


def test_the_same_customers_show_the_same_interval() -> None:
    once, twice = revenue.bootstrap_t(AMOUNTS), revenue.bootstrap_t(AMOUNTS[::-1])
    assert once == twice
    assert once is not None
    assert once.low < statistics.mean(AMOUNTS) < once.high


def test_a_long_tail_pulls_the_upper_limit() -> None:
    skewed, plain = revenue.bootstrap_t(AMOUNTS), revenue.t_interval(AMOUNTS)
    assert skewed is not None
    assert plain is not None
    assert skewed.high > plain.high
    assert skewed.low > plain.low


def test_few_customers_or_buyers_have_no_interval() -> None:
    few = revenue.by_category({"pocos": [5.0, 9.0] * 14, "sin compras": [0.0] * 90 + [3.0] * 14, "nadie": []})
    assert set(few) == {"pocos", "sin compras"}
    assert few["pocos"].interval is few["sin compras"].interval is None
    assert few["pocos"].t_interval is not None


def test_nobody_bought() -> None:
    found = revenue.by_category({"todos": [0.0] * 40})["todos"]
    assert (found.buyers, found.mean, found.total) == (0, 0, 0)
    assert found.median_of_buyers is found.share_of_revenue is found.share_from_top is None
    assert revenue.bootstrap_t([0.0] * 40) is revenue.t_interval([1.0]) is None


def test_large_groups_take_the_closed_form() -> None:
    amounts = [float(place % 100) for place in range(revenue.LARGE_GROUP + 1)]
    assert revenue.bootstrap_t(amounts) == revenue.t_interval(amounts)


def test_where_nearly_all_spent_the_same_there_is_no_interval() -> None:
    # A third of all resamples miss the one who spent more: they have no spread, and t* no value.
    assert revenue.bootstrap_t([19.99] * 29 + [50.0]) is None
    assert revenue.bootstrap_t([0.1] * 29 + [50.0]) is None
    assert revenue.by_category({"a": [19.99] * 29 + [50.0]})["a"].interval is None


def test_a_few_prices_have_one() -> None:
    found = revenue.bootstrap_t([0.0] * 15 + [9.99] * 20 + [19.99] * 5)
    assert found is not None
    assert 0 < found.low < (20 * 9.99 + 5 * 19.99) / 40 < found.high


def test_large_amounts_keep_their_digits() -> None:
    near, far = (revenue.bootstrap_t([start + place for place in range(40)]) for start in (1.0, 1e9 + 1))
    assert near is not None
    assert far is not None
    assert far.low - 1e9 == pytest.approx(near.low, abs=1e-3)
    assert far.high - 1e9 == pytest.approx(near.high, abs=1e-3)


def test_nobody_spends_less_than_nothing() -> None:
    amounts = [0.0] * 85 + [1.0] * 14 + [5000.0]
    for many in (amounts, amounts * 60):
        found = revenue.bootstrap_t(many)
        assert found is None or 0 <= found.low <= statistics.mean(many) <= found.high


def test_the_top_tenth() -> None:
    assert revenue.share_from_top([100.0] + [0.0] * 9) == 1
    assert revenue.share_from_top([1.0] * 10) == pytest.approx(0.1)
    assert revenue.share_from_top([1.0] * 11) == pytest.approx(2 / 11)


def test_negative_amounts_are_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        revenue.by_category({"a": [-1.0]})
