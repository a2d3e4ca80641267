"""Working time against a reference that looks at every single minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followup.rules.working_time import (
    OFFICE_WEEK,
    Calendar,
    NoWorkingTime,
    add_working_minutes,
    working_minutes_between,
)

MADRID, MEXICO, SANTIAGO = (
    ZoneInfo(name) for name in ("Europe/Madrid", "America/Mexico_City", "America/Santiago")
)
MINUTE = timedelta(minutes=1)
# Around the days on which Madrid and Santiago change their clocks; Mexico City has stopped doing so.
CHANGES = [date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5), date(2026, 9, 6), date(2021, 4, 4)]


def works(calendar, moment):
    wall = moment.astimezone(calendar.zone)
    minute = wall.hour * 60 + wall.minute
    spans = calendar.week[wall.weekday()]
    return wall.date() not in calendar.holidays and any(start <= minute < end for start, end in spans)


def slow_add(start, minutes, calendar):
    while minutes:
        minutes -= works(calendar, start)
        start += MINUTE
    return start


def at(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize("zone", [MADRID, MEXICO, SANTIAGO])
@pytest.mark.parametrize(
    ("holidays", "due"),
    [((), "2026-11-24 17:00"), ((date(2026, 11, 23),), "2026-11-25 17:00")],
)
def test_friday_at_five_and_two_working_days(zone, holidays, due):
    calendar = Calendar(zone, holidays=frozenset(holidays))
    start = at("2026-11-20 17:00", zone)
    assert add_working_minutes(start, 2 * calendar.day_minutes, calendar) == at(due, zone)


@pytest.mark.parametrize(
    ("zone", "start", "due"),
    [
        (MADRID, "2026-03-27 17:00", "2026-03-31 17:00"),  # forward on Sunday the 29th
        (MADRID, "2026-10-23 17:00", "2026-10-27 17:00"),  # back on Sunday the 25th
        (SANTIAGO, "2026-04-03 17:00", "2026-04-07 17:00"),  # back at midnight before Sunday the 5th
        (SANTIAGO, "2026-09-04 17:00", "2026-09-08 17:00"),  # forward at that midnight
        (MEXICO, "2026-04-03 17:00", "2026-04-07 17:00"),  # no change any more
    ],
)
def test_the_hour_on_the_wall_stays_over_a_change_of_clocks(zone, start, due):
    calendar = Calendar(zone)
    assert add_working_minutes(at(start, zone), 2 * 540, calendar) == at(due, zone)


def test_a_day_with_a_break_and_a_start_outside_hours():
    split = ((9 * 60, 14 * 60), (16 * 60, 19 * 60))
    calendar = Calendar(MADRID, (split,) * 5 + ((), ()))
    assert calendar.day_minutes == 480
    assert add_working_minutes(at("2026-11-20 13:30", MADRID), 60, calendar) == at("2026-11-20 16:30", MADRID)
    assert add_working_minutes(at("2026-11-21 11:00", MADRID), 480, calendar) == at(
        "2026-11-23 19:00", MADRID
    )


def test_a_half_day_does_not_make_a_working_day_shorter():
    assert Calendar(MADRID, (*OFFICE_WEEK[:5], ((540, 780),), ())).day_minutes == 540
    with pytest.raises(NoWorkingTime):
        _ = Calendar(MADRID, ((),) * 7).day_minutes
    with pytest.raises(NoWorkingTime):
        add_working_minutes(datetime(2026, 1, 1, tzinfo=UTC), 1, Calendar(MADRID, ((),) * 7))


def test_any_change_of_the_calendar_changes_its_mark():
    marks = {
        Calendar(MADRID).mark,
        Calendar(MEXICO).mark,
        Calendar(MADRID, holidays=frozenset({date(2026, 1, 6)})).mark,
        Calendar(MADRID, (*OFFICE_WEEK[:5], ((540, 780),), ())).mark,
    }
    assert len(marks) == 4
    assert Calendar(MADRID).mark == Calendar(ZoneInfo("Europe/Madrid")).mark


@st.composite
def spans(draw):
    edges = sorted(draw(st.sets(st.integers(0, 1440), min_size=0, max_size=4)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def situations(draw):
    """A calendar and a moment near a day on which clocks are changed."""
    change = draw(st.sampled_from(CHANGES))
    sunday = draw(st.sampled_from([((0, 1440),), ((60, 200),)]))
    week = (*(draw(spans()) for _ in range(6)), sunday)
    holidays = draw(st.sets(st.integers(-2, 4), max_size=2))
    calendar = Calendar(
        draw(st.sampled_from([MADRID, MEXICO, SANTIAGO])),
        week,
        frozenset(change + timedelta(days=day) for day in holidays),
    )
    start = datetime.combine(change, datetime.min.time(), tzinfo=UTC)
    return calendar, start + draw(st.integers(-2 * 1440, 2 * 1440)) * MINUTE


@settings(max_examples=40, deadline=None)
@given(situations(), st.integers(0, 700))
@example((Calendar(SANTIAGO, (((0, 1440),),) * 7), datetime(2026, 4, 5, 2, 30, tzinfo=UTC)), 200)
@example((Calendar(SANTIAGO, (((0, 1440),),) * 7), datetime(2026, 9, 6, 3, 30, tzinfo=UTC)), 200)
@example((Calendar(MADRID, (((150, 300),),) * 7), datetime(2026, 3, 29, 0, 0, tzinfo=UTC)), 100)
@example((Calendar(MADRID, (((150, 170), (180, 300)),) * 7), datetime(2026, 10, 25, 0, 0, tzinfo=UTC)), 90)
def test_adding_agrees_with_the_reference(situation, minutes):
    calendar, start = situation
    end = add_working_minutes(start, minutes, calendar)
    assert end == slow_add(start, minutes, calendar)
    assert working_minutes_between(start, end, calendar) == minutes


@settings(max_examples=40, deadline=None)
@given(situations(), st.integers(-60, 3 * 1440))
def test_the_time_between_agrees_with_the_reference(situation, length):
    calendar, start = situation
    slow = sum(works(calendar, start + number * MINUTE) for number in range(max(length, 0)))
    assert working_minutes_between(start, start + length * MINUTE, calendar) == slow
