from datetime import timedelta

import pytest

from delivery.rules.retry import WAITS, wait_before_retry


def test_six_waits_then_give_up():
    assert [wait_before_retry(attempts, seed=1) is None for attempts in range(1, 8)] == [False] * 6 + [True]


@pytest.mark.parametrize("attempts", range(1, 7))
def test_waits_differ_by_at_most_a_fifth(attempts):
    waits = [wait_before_retry(attempts, seed=seed) for seed in range(500)]
    assert min(waits) >= WAITS[attempts - 1] * 0.8
    assert max(waits) <= WAITS[attempts - 1] * 1.2
    assert max(waits) - min(waits) > WAITS[attempts - 1] * 0.3


def test_same_row_waits_the_same():
    assert wait_before_retry(1, seed=7) == wait_before_retry(1, seed=7)
    assert wait_before_retry(1, seed=7) > timedelta(seconds=47)
