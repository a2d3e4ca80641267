from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.rules.sla import due_at

BOGOTA = ZoneInfo("America/Bogota")


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("2026-11-20 17:00", "2026-11-24 17:00"),  # Friday -> Tuesday
        ("2026-11-16 09:30", "2026-11-18 09:30"),  # Monday -> Wednesday
        ("2026-11-19 08:00", "2026-11-23 08:00"),  # Thursday -> Monday
        ("2026-11-21 11:00", "2026-11-25 00:00"),  # Saturday counts from Monday
        ("2026-11-22 23:59", "2026-11-25 00:00"),  # Sunday too
        ("2026-11-23 00:00", "2026-11-25 00:00"),
    ],
)
def test_two_working_days(opened, due):
    start = datetime.fromisoformat(opened).replace(tzinfo=BOGOTA)
    assert due_at(start, BOGOTA).astimezone(BOGOTA) == datetime.fromisoformat(due).replace(tzinfo=BOGOTA)


def test_the_working_day_is_the_organisations():
    # Friday 23:00 in Bogotá is Saturday in UTC.
    assert due_at(datetime(2026, 11, 21, 4, tzinfo=UTC), BOGOTA) == datetime(2026, 11, 25, 4, tzinfo=UTC)


def test_the_hour_on_the_wall_stays_over_a_change_of_clocks():
    madrid = ZoneInfo("Europe/Madrid")  # clocks go forward on Sunday 29 March 2026
    due = due_at(datetime(2026, 3, 27, 17, tzinfo=madrid), madrid).astimezone(madrid)
    assert (due.day, due.hour) == (31, 17)


@given(st.integers(min_value=0, max_value=20 * 366 * 24 * 60))
def test_never_at_a_weekend_and_never_too_soon(minutes):
    opened = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    due = due_at(opened, BOGOTA)
    assert due.astimezone(BOGOTA).weekday() < 5
    assert timedelta(days=2) <= due - opened <= timedelta(days=4)
