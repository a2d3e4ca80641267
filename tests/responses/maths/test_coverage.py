"""Who answered and what the silent could change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths import coverage
from responses.maths.score import Counts
from tests.responses.maths.strategies import answers


@given(answers, st.integers(0, 2000), st.integers(0, 1000), st.integers(0, 1000))
def test_the_bounds_hold_whatever_the_silent_would_say(
    counts: Counts, silent: int, det: int, pro: int
) -> None:
    bounds = coverage.manski(counts, counts.n + silent)
    assert bounds is not None
    says_bad = min(det, silent)
    says_good = min(pro, silent - says_bad)
    total = 100 * (counts.total + says_good - says_bad) / (counts.n + silent)
    assert bounds.low - 1e-9 <= total <= bounds.high + 1e-9
    assert -100 <= bounds.interval.low <= bounds.low
    assert bounds.high <= bounds.interval.high <= 100
    assert bounds.width == pytest.approx(200 * (1 - bounds.response_rate))


def test_when_everybody_answered_the_bounds_meet() -> None:
    bounds = coverage.manski(Counts(10, 20, 70), 100)
    assert bounds is not None
    assert bounds.low == bounds.high == bounds.nps == 60
    assert bounds.tipping_point is None
    assert bounds.critical_value == pytest.approx(1.959964, abs=1e-6)


def test_far_bounds_need_only_the_one_sided_z() -> None:
    bounds = coverage.manski(Counts(30, 60, 140), 1000, 0.9)
    assert bounds is not None
    assert bounds.critical_value == pytest.approx(1.281552, abs=1e-6)


def test_nobody_answered() -> None:
    assert coverage.manski(Counts(0, 0, 0), 50) is None
    assert coverage.if_silent_differ(Counts(0, 0, 0), 50, -20) is None
    assert coverage.representativeness({"norte": 5}, {}) is None
    assert coverage.mix_bias({"norte": 5}, {}, {"norte": 10.0}) is None


def test_more_answers_than_invitations_are_refused() -> None:
    with pytest.raises(ValueError, match="no more people"):
        coverage.manski(Counts(1, 1, 1), 2)
    with pytest.raises(ValueError, match="no segment"):
        coverage.representativeness({"norte": 5}, {"norte": 6})


def test_the_silent_stay_on_the_scale() -> None:
    assert coverage.if_silent_differ(Counts(0, 0, 10), 20, 50) == 100
    assert coverage.if_silent_differ(Counts(0, 0, 10), 20, -20) == 90


def test_equal_rates_represent_perfectly() -> None:
    found = coverage.representativeness({"a": 100, "b": 50, "c": 0}, {"a": 20, "b": 10}, 80)
    assert found is not None
    assert found.r_indicator == pytest.approx(1)
    assert found.largest_bias == pytest.approx(0)
    assert found.alike
    assert set(found.rates) == {"a", "b"}


def test_a_segment_where_nobody_answered_counts() -> None:
    found = coverage.representativeness({"a": 50, "b": 50}, {"a": 50})
    assert found is not None
    assert found.rates == {"a": 1.0, "b": 0.0}
    assert found.r_indicator == pytest.approx(0)
    assert found.largest_bias is None
