from datetime import timedelta

import pytest

from delivery.rules.breaker import Cause, opens, wait_before_try


@pytest.mark.parametrize(
    ("cause", "failures", "open_"),
    [
        (Cause.LOGIN, 1, True),
        (Cause.SENDER, 1, True),
        (Cause.NO_CONNECTION, 4, False),
        (Cause.NO_CONNECTION, 5, True),
        (Cause.BUSY, 4, False),
        (Cause.TLS, 5, True),
    ],
)
def test_a_wrong_password_opens_at_once_and_a_lost_connection_after_five(cause, failures, open_):
    assert opens(cause, failures) is open_


def test_waits_grow_up_to_half_an_hour():
    waits = [wait_before_try(tries) for tries in range(9)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=1), timedelta(minutes=30))
