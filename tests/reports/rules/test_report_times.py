from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from reports.rules.report_times import next_morning

BOGOTA = ZoneInfo("America/Bogota")


@pytest.mark.parametrize(
    ("frequency", "after", "expected"),
    [
        ("daily", "2026-05-13 11:59", "2026-05-13 12:00"),  # 06:59 in Bogotá
        ("daily", "2026-05-13 12:00", "2026-05-14 12:00"),
        ("weekly", "2026-05-13 12:00", "2026-05-18 12:00"),  # a Wednesday; then Monday
        ("monthly", "2026-12-01 12:00", "2027-01-01 12:00"),
        ("monthly", "2026-02-28 23:00", "2026-03-01 12:00"),
    ],
)
def test_the_next_morning(frequency, after, expected):
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    found = next_morning(frequency, after=moment, zone=BOGOTA)
    assert found.astimezone(UTC) == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert found.hour == 7


def test_it_stays_seven_when_the_clocks_change():
    madrid = ZoneInfo("Europe/Madrid")
    found = next_morning("daily", after=datetime(2026, 3, 28, 12, tzinfo=UTC), zone=madrid)
    assert found == datetime(2026, 3, 29, 7, tzinfo=madrid)
    assert found.astimezone(UTC).hour == 5
