from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.quiet_hours import next_allowed, zone_of

MADRID, BOGOTA = ZoneInfo("Europe/Madrid"), ZoneInfo("America/Bogota")
DAY = {"first_hour": 7, "last_hour": 21}
ZONES = [
    MADRID,
    BOGOTA,
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Australia/Lord_Howe"),
]


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-05-04 07:00", "2026-05-04 07:00"),
        ("2026-05-04 06:59", "2026-05-04 07:00"),
        ("2026-05-04 20:59", "2026-05-04 20:59"),
        ("2026-05-04 21:00", "2026-05-05 07:00"),
        ("2026-05-04 00:00", "2026-05-04 07:00"),
        # The night in which clocks go forward is an hour shorter, the one in which they go back an hour longer.
        ("2026-03-28 22:00", "2026-03-29 07:00"),
        ("2026-10-24 22:00", "2026-10-25 07:00"),
    ],
)
def test_by_the_local_clock(local, expected):
    moment = datetime.fromisoformat(local).replace(tzinfo=MADRID).astimezone(UTC)
    found = next_allowed(moment, zone=MADRID, **DAY)
    assert f"{found.astimezone(MADRID):%Y-%m-%d %H:%M}" == expected


def test_weekdays_are_the_persons_own():
    friday_night = datetime(2026, 5, 8, 23, 0, tzinfo=UTC)  # Saturday in Madrid, Friday afternoon in Bogota
    found = [
        next_allowed(friday_night, zone=zone, weekdays={0, 1, 2, 3, 4}, **DAY) for zone in (MADRID, BOGOTA)
    ]
    assert found[0].astimezone(MADRID) == datetime(2026, 5, 11, 7, 0, tzinfo=MADRID)
    assert found[1] == friday_night


@given(
    st.integers(0, 5 * 365 * 24 * 60),
    st.sampled_from(ZONES),
    st.sets(st.integers(0, 6), min_size=1),
)
def test_always_allowed_and_never_before(minutes, zone, weekdays):
    moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = next_allowed(moment, zone=zone, weekdays=weekdays, **DAY)
    local = found.astimezone(zone)
    assert moment <= found <= moment + timedelta(days=8)
    assert 7 <= local.hour < 21
    assert local.weekday() in weekdays


@pytest.mark.parametrize("fields", [{"weekdays": set()}, {"first_hour": 9, "last_hour": 9}])
def test_never_is_refused(fields):
    with pytest.raises(ValueError, match="no moment"):
        next_allowed(datetime(2026, 1, 1, tzinfo=UTC), **{"zone": MADRID, **DAY} | fields)


@pytest.mark.parametrize(
    ("time_zone", "phone", "home", "expected"),
    [
        ("Europe/Madrid", "+573001234567", "UTC", "Europe/Madrid"),
        ("", "+573001234567", "UTC", "America/Bogota"),
        ("", "+5215512345678", "America/Tijuana", "America/Tijuana"),
        ("Nowhere/Land", "", "America/Bogota", "America/Bogota"),
        ("", "+999", "Europe/Madrid", "Europe/Madrid"),
        ("", "no number", "", "UTC"),
    ],
)
def test_zone(time_zone, phone, home, expected):
    assert zone_of(time_zone, phone, home).key == expected
