from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from reports.rules.digest_times import Span, due

BOGOTA = ZoneInfo("America/Bogota")


def at(day, hour, minute=0):
    return datetime(2026, 5, day, hour, minute, tzinfo=BOGOTA).astimezone(UTC)


def test_a_daily_digest_is_about_yesterday():
    assert due("daily", now=at(20, 7), zone=BOGOTA) == Span(date(2026, 5, 19), date(2026, 5, 19))


def test_a_weekly_one_about_monday_to_sunday():
    assert due("weekly", now=at(18, 23, 59), zone=BOGOTA) == Span(date(2026, 5, 11), date(2026, 5, 17))


@pytest.mark.parametrize(
    ("frequency", "now"),
    [("daily", at(20, 6, 59)), ("weekly", at(18, 6, 59)), ("weekly", at(19, 9)), ("off", at(18, 9))],
)
def test_otherwise_nothing(frequency, now):
    assert due(frequency, now=now, zone=BOGOTA) is None
