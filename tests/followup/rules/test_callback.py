from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.rules.callback import HOURS, WHOLE_DAY, Window, days_offered, span_of
from followup.rules.working_time import Calendar

BOGOTA, MADRID = ZoneInfo("America/Bogota"), ZoneInfo("Europe/Madrid")
CALENDAR = Calendar(BOGOTA, holidays=frozenset({date(2026, 11, 25)}))
TUESDAY = date(2026, 11, 24)


def at(hour, minute=0, day=24, zone=BOGOTA):
    return datetime(2026, 11, day, hour, minute, tzinfo=zone)


def span(window, day=None, now=None, zone=BOGOTA, calendar=CALENDAR):
    return span_of(window, day, now=now or at(10), zone=zone, calendar=calendar)


@pytest.mark.parametrize(
    ("window", "day", "now", "expected"),
    [
        (Window.SOON, None, at(10), None),
        (Window.AFTERNOON, None, at(10), (at(12), at(18))),
        (Window.MORNING, None, at(10), (at(10), at(12))),  # what is left of it
        (Window.MORNING, None, at(11, 45), (at(9, day=26), at(12, day=26))),  # the 25th is a holiday
        (Window.EVENING, None, at(23), (at(18, day=26), at(21, day=26))),
        (Window.AFTERNOON, None, at(13, day=28), (at(12, day=30), at(18, day=30))),  # a Saturday
        (Window.SOON, date(2026, 11, 26), at(10), (at(9, day=26), at(18, day=26))),
        (Window.EVENING, date(2026, 11, 27), at(10), (at(18, day=27), at(21, day=27))),
        (Window.MORNING, TUESDAY, at(14), (at(9, day=26), at(12, day=26))),  # too late for today's
    ],
)
def test_when_a_wish_comes_to(window, day, now, expected):
    assert span(window, day, now) == expected


def test_the_customers_own_clock_counts():
    start, end = span(Window.MORNING, now=at(1, zone=MADRID), zone=MADRID)
    assert (start, end) == (at(9, zone=MADRID), at(12, zone=MADRID))


def test_days_on_which_somebody_works_are_offered():
    days = days_offered(at(10), BOGOTA, CALENDAR)
    assert days[:4] == [TUESDAY, date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30)]
    assert len(days) == 10
    assert days_offered(at(17, 45), BOGOTA, CALENDAR)[0] == date(2026, 11, 26)


def test_where_nobody_ever_works_nothing_is_offered():
    never = Calendar(BOGOTA, week=((),) * 7)
    assert days_offered(at(10), BOGOTA, never) == []
    assert span(Window.MORNING, calendar=never) is None


@given(
    minutes=st.integers(0, 2 * 365 * 24 * 60),
    zone=st.sampled_from(["Europe/Madrid", "America/Santiago", "America/Mexico_City", "Asia/Kathmandu"]),
    window=st.sampled_from(list(Window)),
    ahead=st.none() | st.integers(0, 30),
)
def test_a_span_is_a_time_to_come_within_its_hours(minutes, zone, window, ahead):
    now, home = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), ZoneInfo(zone)
    day = None if ahead is None else now.astimezone(home).date() + timedelta(days=ahead)
    found = span(window, day, now, home)
    if window is Window.SOON and day is None:
        assert found is None
        return
    start, end = found
    first, last = HOURS.get(window, WHOLE_DAY)
    assert now <= start < end
    assert end - start >= timedelta(minutes=30)
    local = start.astimezone(home), end.astimezone(home)
    assert first <= local[0].hour
    assert local[1].hour == last
    assert local[0].date() == local[1].date()
    assert day is None or local[0].date() >= day
    assert local[0].weekday() < 5
