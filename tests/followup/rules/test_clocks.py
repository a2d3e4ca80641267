from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followup.rules.clocks import Clock, Hands, Step, due_times, notices, promised_minutes
from followup.rules.working_time import Calendar

BOGOTA = ZoneInfo("America/Bogota")
CALENDAR = Calendar(BOGOTA)
MONDAY = datetime(2026, 11, 16, 9, tzinfo=BOGOTA)


def hands(**changes):
    usual = {"first_contact": "1d", "resolution": "5d", "contacted": False, "waiting": False, "waited": 0}
    return Hands(started_at=MONDAY, **{**usual, **changes})


@pytest.mark.parametrize(("promise", "minutes"), [("1h", 60), ("8h", 480), ("1d", 540), ("10d", 5400)])
def test_a_working_day_is_as_long_as_the_calendars(promise, minutes):
    assert promised_minutes(promise, CALENDAR) == minutes


def test_both_clocks_run_from_the_opening():
    assert due_times(hands(), CALENDAR) == {
        Clock.CONTACT: MONDAY.replace(hour=18),
        Clock.RESOLUTION: datetime(2026, 11, 20, 18, tzinfo=BOGOTA),
    }


def test_a_clock_stops_when_it_is_met_and_one_stands_still_while_the_customer_is_to_answer():
    assert set(due_times(hands(contacted=True), CALENDAR)) == {Clock.RESOLUTION}
    assert set(due_times(hands(waiting=True), CALENDAR)) == {Clock.CONTACT}
    assert due_times(hands(contacted=True, waiting=True), CALENDAR) == {}


def test_what_was_waited_is_added():
    later = due_times(hands(waited=60), CALENDAR)[Clock.RESOLUTION]
    assert later == datetime(2026, 11, 23, 10, tzinfo=BOGOTA)


def test_notices_at_three_quarters_when_due_and_four_hours_after():
    told = [(notice.step, notice.at) for notice in notices(hands(resolution=""), CALENDAR)]
    due = MONDAY.replace(hour=18)
    assert told == [
        (Step.SOON, MONDAY + timedelta(minutes=405)),
        (Step.DUE, due),
        (Step.ESCALATED, due + timedelta(hours=4)),
    ]
