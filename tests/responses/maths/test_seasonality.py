"""Days of the week."""

import pytest

from responses.maths.score import Counts
from responses.maths.seasonality import weekdays


def test_equal_days_do_not_differ() -> None:
    found = weekdays([Counts(5, 10, 20)] * 7)
    assert found is not None
    assert (found.degrees, found.chi_square) == (12, 0)
    assert found.p == 1


def test_a_bad_monday_shows() -> None:
    found = weekdays([Counts(40, 10, 5)] + [Counts(5, 10, 40)] * 6)
    assert found is not None
    assert found.p < 1e-6


def test_a_table_by_hand() -> None:
    # 10 20 / 20 10: every cell expects 15, so 4 x 25/15.
    found = weekdays([Counts(10, 0, 20), Counts(20, 0, 10), Counts(0, 0, 0)])
    assert found is not None
    assert (found.degrees, found.chi_square) == (1, pytest.approx(100 / 15))
    assert found.p == pytest.approx(0.009823, abs=1e-6)


def test_nothing_to_compare() -> None:
    assert weekdays([]) is weekdays([Counts(1, 2, 3)]) is weekdays([Counts(0, 0, 3)] * 7) is None
