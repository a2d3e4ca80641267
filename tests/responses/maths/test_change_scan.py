"""Alarms: for real drops, not for growth, not for too few answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths import change_scan
from responses.maths.change_scan import Scan, drop, wander
from responses.maths.score import Counts
from tests.responses.maths.strategies import answers

GOOD, BAD = Counts(1, 1, 4), Counts(4, 1, 1)


def test_a_clear_drop_is_found_near_its_day() -> None:
    found = drop([GOOD] * 60 + [BAD] * 20)
    assert found.alarm()
    assert found.watch()
    assert found.day is not None
    assert abs(found.day - 60) <= 2
    assert found.after is not None
    assert found.after.n == 6 * (80 - found.day)


def test_growth_is_no_alarm() -> None:
    assert drop([BAD] * 60 + [GOOD] * 20) == change_scan.Drop(0.0, None)


def test_nothing_is_said_of_too_few_answers() -> None:
    assert drop([GOOD] * 4 + [BAD] * 4).day is None
    assert drop([GOOD] * 60 + [BAD] * 20, scan=Scan(min_after=500)).day is None
    assert drop([]).day is None


def test_only_days_up_to_today_count() -> None:
    days = [GOOD] * 60 + [BAD] * 20
    assert drop(days, today=59).z == 0
    assert drop(days, today=79) == drop(days)
    with pytest.raises(ValueError, match="not among"):
        drop(days, today=80)


def test_a_drop_before_the_lookback_is_old_news() -> None:
    days = [GOOD] * 100 + [BAD] * 60
    assert drop(days).day is not None
    assert drop(days, scan=Scan(lookback_days=20, reference_days=30)).z == 0


def test_wandering_weeks_dampen_the_alarm() -> None:
    days = [GOOD] * 60 + [BAD] * 20
    assert drop(days, phi=2).z == pytest.approx(drop(days).z / 2)
    with pytest.raises(ValueError, match="phi"):
        drop(days, phi=0.5)


@given(answers, answers)
def test_a_fall_one_way_is_a_rise_the_other(before: Counts, after: Counts) -> None:
    assert change_scan.drop_z(before, after) == pytest.approx(-change_scan.drop_z(after, before))


def test_a_side_without_answers_has_no_z() -> None:
    with pytest.raises(ValueError, match="both sides"):
        change_scan.drop_z(Counts(0, 0, 0), GOOD)


@given(st.lists(answers, max_size=20))
def test_phi_never_sharpens(weeks: list[Counts]) -> None:
    assert wander(weeks).phi >= 1


def test_weeks_without_wander() -> None:
    assert wander([]).phi == wander([Counts(0, 0, 9)] * 3).phi == 1
    assert wander([]).baseline is None
    assert wander([Counts(0, 0, 0), GOOD]).sigma_z is None
    assert len(wander([Counts(0, 0, 0), GOOD, BAD]).z) == 2


@pytest.mark.parametrize(("streams", "z"), [(1, 4.0), (2, 4.5), (8, 4.5), (9, 5.0), (200, 5.0)])
def test_many_scores_need_a_higher_threshold(streams: int, z: float) -> None:
    assert change_scan.alarm_threshold(streams) == z


def test_cusum_rises_only_below_the_baseline() -> None:
    assert change_scan.cusum([50, 50], 50, 10) == [0, 0]
    assert change_scan.cusum([20, 20, 90], 50, 10) == [20, 40, 0]


def test_a_sequence_narrows_with_answers() -> None:
    few, many = (change_scan.confidence_sequence_radius(n, 74) for n in (100, 10_000))
    assert few is not None
    assert many is not None
    assert many < few
    assert change_scan.confidence_sequence_radius(0, 74) is None
    with pytest.raises(ValueError, match="rho"):
        change_scan.confidence_sequence_radius(10, 74, rho=0)
