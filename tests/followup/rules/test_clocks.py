from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followup.rules.clocks import Clock, Hands, Step, due_times, earlier, notices, promised_minutes
from followup.rules.working_time import Calendar

BOGOTA = ZoneInfo("America/Bogota")
CALENDAR = Calendar(BOGOTA)
MONDAY = datetime(2026, 11, 16, 9, tzinfo=BOGOTA)


def hands(**changes):
    usual = {"first_contact": "1d", "resolution": "5d", "contacted": False, "waiting": False, "waited": 0}
    return Hands(**{"started_at": MONDAY, **usual, **changes})


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


def test_a_promise_may_be_told_in_minutes():
    assert promised_minutes("90m", CALENDAR) == 90


class TestTwoCasesBecomeOne:
    def test_the_older_ones_clocks_are_the_earlier_ones(self):
        kept, other = hands(), hands(started_at=MONDAY + timedelta(hours=3))
        assert earlier(kept, other, CALENDAR) == kept

    def test_the_other_may_be_the_older_one(self):
        kept, other = hands(started_at=MONDAY + timedelta(days=1)), hands()
        assert due_times(earlier(kept, other, CALENDAR), CALENDAR) == due_times(other, CALENDAR)

    def test_of_each_clock_the_earlier_one(self):
        slow_contact = hands(first_contact="2d", resolution="2d")
        slow_resolution = hands(
            started_at=MONDAY + timedelta(hours=2), first_contact="1h", resolution="5d", waited=30
        )
        expected = {
            Clock.CONTACT: MONDAY + timedelta(hours=3),
            Clock.RESOLUTION: due_times(slow_contact, CALENDAR)[Clock.RESOLUTION],
        }
        for one, two in ((slow_contact, slow_resolution), (slow_resolution, slow_contact)):
            assert due_times(earlier(one, two, CALENDAR), CALENDAR) == expected

    def test_who_was_reached_in_one_case_was_reached(self):
        merged = earlier(hands(), hands(contacted=True), CALENDAR)
        assert merged.contacted
        assert Clock.CONTACT not in due_times(merged, CALENDAR)

    def test_the_kept_one_goes_on_waiting(self):
        merged = earlier(hands(waiting=True), hands(), CALENDAR)
        assert merged.waiting
