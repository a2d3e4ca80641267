"""Windows, weights and bands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responses.maths import loess, trend
from responses.maths.score import Counts, nps
from tests.responses.maths.strategies import days

DAY = [0, 0, 0, 0, 0, 1, 0, 0, 2, 3, 4]
NOTHING = [0] * 11


@settings(deadline=None, max_examples=30)
@given(days, st.integers(1, 40))
def test_a_window_is_the_sum_of_its_days(daily: list[list[int]], window: int) -> None:
    for point in trend.rolling(daily, window):
        inside = daily[max(0, point.day - window + 1) : point.day + 1]
        assert list(point.histogram) == [sum(column) for column in zip(*inside, strict=True)]
        assert point.partial == (len(inside) < window)


@settings(deadline=None, max_examples=30)
@given(days, st.floats(0.5, 90))
def test_exponential_weights_are_the_recursion(daily: list[list[int]], half_life: float) -> None:
    keep = 2 ** (-1 / half_life)
    n = det = pro = squares = 0.0
    for row in daily:
        counts = Counts.from_histogram(row)
        n, squares = keep * n + counts.n, keep * keep * squares + counts.n
        det, pro = keep * det + counts.det, keep * pro + counts.pro
    found = trend.ewma(daily, half_life)
    if not n:
        assert found.nps is None
        return
    assert found.nps == pytest.approx(100 * (pro - det) / n, abs=1e-6)
    assert found.n_eff == pytest.approx(n * n / squares)


@settings(deadline=None, max_examples=30)
@given(days, st.floats(1, 60))
def test_the_smooth_trend_never_leaves_the_scale(daily: list[list[int]], bandwidth: float) -> None:
    found = trend.kernel(daily, bandwidth)
    if found.nps is not None:
        assert -100 <= found.nps <= 100
        assert found.n_eff <= sum(map(sum, daily)) * (1 + 1e-9)


def test_days_without_answers() -> None:
    assert trend.rolling([], 7) == []
    assert trend.rolling([NOTHING], 7)[0].nps is None
    assert trend.ewma([NOTHING], 14) == trend.kernel([NOTHING], 14) == trend.ewma([], 14)
    assert trend.ewma([], 14).interval is None


def test_a_band_is_wider_than_an_interval() -> None:
    daily = [DAY] * 40
    plain, band = (trend.rolling(daily, 30, [39], band=flag)[0].interval for flag in (False, True))
    assert plain is not None
    assert band is not None
    assert band.width > plain.width * 1.5


@pytest.mark.parametrize(("window", "z"), [(1, 4.1), (7, 4.1), (8, 3.7), (30, 3.7), (31, 3.3), (365, 3.3)])
def test_band_z(window: int, z: float) -> None:
    assert trend.band_z(window) == z


def test_window_by_volume() -> None:
    assert trend.window_for(99) == 90
    assert trend.window_for(100) == 30


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        trend.rolling([DAY], 0)
    with pytest.raises(ValueError, match="not among"):
        trend.rolling([DAY], 7, [1])
    with pytest.raises(ValueError, match="not among"):
        trend.kernel([DAY], 7, 5)
    with pytest.raises(ValueError, match="half_life_days"):
        trend.ewma([DAY], 0)
    with pytest.raises(ValueError, match="bandwidth_days"):
        trend.kernel([DAY], 0)
    with pytest.raises(ValueError, match="span"):
        loess.fit([(1, 1.0)], 0)


def test_equal_days_stay_equal() -> None:
    points = nps(Counts.from_histogram(DAY))
    assert trend.ewma([DAY] * 9, 3).nps == pytest.approx(points)
    assert trend.kernel([DAY] * 9, 3).nps == pytest.approx(points)


def test_a_straight_line_is_fitted_exactly() -> None:
    line = [(10 + week, 5.0 + 2 * week) for week in range(12)]
    assert loess.fit(line, 0.6) == pytest.approx([value for _, value in line])
    assert loess.fit([(3, 7.0)]) == [7.0]
    assert loess.fit([]) == []
