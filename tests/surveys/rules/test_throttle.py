from datetime import UTC, datetime, timedelta

import pytest

from surveys.rules.throttle import PAUSE, asked_too_recently, effective_pause

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "too_recent"),
    [(None, False), (timedelta(0), True), (PAUSE - timedelta(seconds=1), True), (PAUSE, False)],
)
def test_ninety_days(ago, too_recent):
    last = None if ago is None else NOW - ago
    assert asked_too_recently(last, now=NOW) is too_recent


def test_never_twice_within_a_day():
    assert effective_pause(timedelta(0)) == timedelta(hours=24)
    assert asked_too_recently(NOW - timedelta(hours=23), now=NOW, pause=timedelta(0))
    assert not asked_too_recently(NOW - timedelta(hours=24), now=NOW, pause=timedelta(0))
