from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followup.rules.snoozing import NotThatDay, Until, wake_at
from followup.rules.working_time import Calendar

BOGOTA = ZoneInfo("America/Bogota")
CALENDAR = Calendar(BOGOTA, holidays=frozenset({date(2026, 11, 23)}))
FRIDAY = datetime(2026, 11, 20, 16, 30, tzinfo=BOGOTA)


def back(until, day=None, calendar=CALENDAR):
    return wake_at(until, day=day, now=FRIDAY, calendar=calendar)


def test_hours_are_hours_of_the_clock():
    assert back(Until.HOUR) - FRIDAY == timedelta(hours=1)
    assert back(Until.HOURS) - FRIDAY == timedelta(hours=3)


def test_the_next_working_day_is_after_the_weekend_and_the_holiday():
    assert back(Until.TOMORROW) == datetime(2026, 11, 24, 9, tzinfo=BOGOTA)
    assert back(Until.WEEK) == datetime(2026, 11, 24, 9, tzinfo=BOGOTA)


def test_a_day_begins_when_work_does_and_at_nine_where_nobody_works():
    assert back(Until.DAY, date(2026, 11, 25)) == datetime(2026, 11, 25, 9, tzinfo=BOGOTA)
    assert back(Until.DAY, date(2026, 11, 22)) == datetime(2026, 11, 22, 9, tzinfo=BOGOTA)


def test_where_nobody_ever_works_it_is_nine_all_the_same():
    idle = Calendar(BOGOTA, week=((),) * 7)
    assert back(Until.TOMORROW, calendar=idle) == datetime(2026, 11, 21, 9, tzinfo=BOGOTA)


@pytest.mark.parametrize("day", [None, date(2026, 11, 20), date(2020, 1, 1), date(2028, 1, 1), date.max])
def test_a_day_that_is_past_or_too_far_is_refused(day):
    with pytest.raises(NotThatDay):
        back(Until.DAY, day)
