from datetime import UTC, datetime, timedelta

import pytest

from integrations.rules.webhook_schedule import (
    LONGEST_RETRY_AFTER,
    WAITS,
    Attempt,
    Verdict,
    is_hopeless,
    read_retry_after,
    rest_after,
    wait_after,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_eight_attempts_over_a_good_day():
    assert wait_after(8, seed=1) is None
    for attempt, planned in enumerate(WAITS, start=1):
        waits = [wait_after(attempt, seed=seed) for seed in range(300)]
        assert planned * 0.9 <= min(waits) < planned * 0.93
        assert planned * 1.07 < max(waits) <= planned * 1.1
    assert timedelta(hours=27) < sum(WAITS, timedelta()) < timedelta(hours=28)


def test_a_receiver_may_ask_for_more_time_but_not_for_less():
    assert wait_after(1, seed=1, retry_after=timedelta(minutes=2)) == timedelta(minutes=2)
    assert wait_after(2, seed=1, retry_after=timedelta(seconds=1)) > timedelta(minutes=4)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, Verdict.TAKEN),
        (204, Verdict.TAKEN),
        (302, Verdict.RETRY),
        (400, Verdict.RETRY),
        (410, Verdict.GONE),
        (429, Verdict.REST),
        (500, Verdict.RETRY),
        (503, Verdict.REST),
        (0, Verdict.REST),
    ],
)
def test_what_an_answer_means(status, verdict):
    assert Attempt(status=status).verdict is verdict


def test_a_receiver_rests_no_longer_than_its_first_event_and_five_minutes_at_most():
    assert all(rest_after(1) <= wait_after(1, seed=seed) for seed in range(300))
    assert rest_after(5) == rest_after(50) < timedelta(minutes=5)
    assert rest_after(1, retry_after=timedelta(hours=1)) == timedelta(hours=1)


@pytest.mark.parametrize(("days", "failures", "hopeless"), [(5, 8, True), (4.9, 80, False), (9, 7, False)])
def test_five_days_of_failures(days, failures, hopeless):
    since = NOW - timedelta(days=days)
    assert is_hopeless(failing_since=since, failures=failures, now=NOW) is hopeless


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Sun, 01 Mar 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("999999999999", LONGEST_RETRY_AFTER),
        ("Sun, 01 Mar 2026 11:00:00 GMT", None),
        ("0", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_in_both_forms(value, wait):
    assert read_retry_after(value, now=NOW) == wait
