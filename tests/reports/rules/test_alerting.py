"""The daily look: quiet while nothing changes, quick when the score falls, and it tells a change once."""

import statistics

import pytest

from bench import alerts
from reports.rules.alerting import DAYS, Direction, Level, Past, Thresholds, is_calm, look
from responses.maths.score import Counts

ONE = Thresholds(streams=1)
GOOD, MIDDLING, BAD = Counts(1, 1, 8), Counts(3, 2, 5), Counts(5, 2, 3)


def mirrored(days):
    return [Counts(day.pro, day.pas, day.det) for day in days]


def test_quiet_years_stay_quiet():
    """A short form of `make bench-alerts`, with fixed chance."""
    false = [run for run in range(25) if alerts.first_alert(20, alerts.USUAL, run)]
    assert len(false) <= 3


def test_a_fall_of_thirty_points_is_found_within_weeks():
    """A short form of `make bench-alerts`, with fixed chance."""
    found = [alerts.first_alert(20, alerts.FALLEN, run) for run in range(25)]
    assert all(one and one[1] is Direction.DROP for one in found)
    assert statistics.median(one[0] for one in found) < alerts.SLOWEST_MEDIAN


def test_a_fall_is_told_with_what_was_known():
    past = Past([GOOD] * 60 + [BAD] * 12)
    found = look(past, 71, ONE)
    assert found.direction is Direction.DROP
    assert found.level is Level.ALARM
    assert abs(found.day - 60) <= 2
    assert (found.before.n, found.after.n) == (10 * found.day, 10 * (72 - found.day))
    assert found.before.pro > found.before.det
    assert (found.threshold, found.phi) == (4.0, 1.0)


def test_a_rise_is_told_too_with_its_sides_the_right_way_round():
    found = look(Past([BAD] * 60 + [GOOD] * 20), 79, ONE)
    assert found.direction is Direction.RISE
    assert found.threshold == 4.5
    assert found.before.det > found.before.pro
    assert found.after.pro > found.after.det


@pytest.mark.parametrize(("days", "level"), [(4, None), (5, Level.WATCH), (7, Level.ALARM)])
def test_before_it_is_proven_it_is_worth_a_look(days, level):
    found = look(Past([GOOD] * 60 + [MIDDLING] * days), 59 + days, ONE)
    assert (found.level if found else None) == level


def test_more_scores_watched_ask_for_more_proof():
    assert [(t.watch, t.alarm, t.rise) for t in map(Thresholds, (1, 8, 40, 100))] == [
        (3.5, 4.0, 4.5),
        (4.0, 4.5, 5.0),
        (4.5, 5.0, 5.5),
        (4.5, 5.0, 5.5),
    ]


def test_after_a_change_only_what_came_since_counts():
    past = Past([GOOD] * 60 + [MIDDLING] * 60 + [BAD] * 20)
    assert look(past, 119, ONE, since=60) is None
    again = look(past, 139, ONE, since=60)
    assert abs(again.day - 120) <= 2
    assert again.before.n == 10 * (again.day - 60)


def test_it_is_seen_no_more_when_the_score_is_back_or_has_become_the_usual_one():
    fallen = [GOOD] * 60 + [BAD] * 20
    assert not is_calm(Past(fallen), 79, Direction.DROP)
    back = Past(fallen + [GOOD] * 125)
    assert is_calm(back, 204, Direction.DROP)
    usual = Past([GOOD] * 100 + [BAD] * 500)
    assert is_calm(usual, 599, Direction.DROP)


def test_weeks_that_wander_need_more_proof():
    """Ten points up and down from week to week for a year: chance in the company, not in the sample."""
    weeks = [Counts(30, 20, 50), Counts(10, 20, 70)] * 26
    past = Past([day for week in weeks for day in [week] * 7] + [Counts(30, 20, 50)] * 121)
    assert past.phi(len(past.daily) - 1) > 3
    steady = Past([Counts(20, 20, 60)] * 485)
    assert steady.phi(484) == 1.0


def test_nothing_older_than_the_window_matters():
    """What the task reads is what the look sees."""
    days = [BAD, GOOD, MIDDLING] * 100 + [GOOD] * 400 + [BAD] * 30
    whole, read = Past(days), Past(days[-DAYS:])
    one, other = look(whole, len(days) - 1, ONE), look(read, DAYS - 1, ONE)
    assert (one.z, one.before, one.after) == (other.z, other.before, other.after)
    assert one.day - (len(days) - DAYS) == other.day
