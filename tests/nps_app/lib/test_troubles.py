import logging

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from nps_app.lib.troubles import troubles_told

logger = logging.getLogger("promotor.test")


def test_what_goes_wrong_is_logged_and_the_next_one_has_its_turn(caplog):
    done = []
    for number in (1, 0, 2):
        with troubles_told(logger, "%s went wrong", number):
            done.append(2 / number)
    assert done == [2, 1]
    assert [(one.getMessage(), one.exc_info[0]) for one in caplog.records] == [
        ("0 went wrong", ZeroDivisionError)
    ]


def test_the_end_of_a_tasks_time_ends_the_task():
    with pytest.raises(SoftTimeLimitExceeded), troubles_told(logger, "never"):
        raise SoftTimeLimitExceeded
