from datetime import UTC, datetime, timedelta

import pytest

from delivery.rules.bounces import News, news_of_provider, news_of_status, rests_until

DAY = timedelta(days=1)
START = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("action", "status", "news"),
    [
        ("failed", "5.1.1", News.HARD),
        ("failed", "5.1.10", News.HARD),
        ("failed", "5.1.8", News.SOFT),
        ("failed", "5.2.2", News.SOFT),
        ("failed", "5.7.1", News.SOFT),
        ("failed", "", News.SOFT),
        ("delayed", "4.4.1", None),
        ("delivered", "2.1.5", News.DELIVERED),
    ],
)
def test_delivery_reports(action, status, news):
    assert news_of_status(action, status) is news


@pytest.mark.parametrize(
    ("kind", "reason", "response", "news"),
    [
        ("delivered", None, "250 ok", News.DELIVERED),
        ("bounced", "bounced", "smtp; 550 5.1.1 no such user", News.HARD),
        ("bounced", "bounced", None, News.HARD),
        ("bounced", "bounced", "552 5.2.2 mailbox full", News.SOFT),
        ("bounced", "blocked", "", News.SOFT),
        ("deferred", None, "451 4.7.1 later", News.SOFT),
        ("rejected", "unsubscribed", None, News.UNSUBSCRIBED),
        ("rejected", "spam", None, News.COMPLAINT),
        ("complained", None, None, News.COMPLAINT),
        ("opened", None, None, None),
        ("autoresponded", None, None, None),
    ],
)
def test_events_of_providers(kind, reason, response, news):
    assert news_of_provider(kind, reason, response) is news


@pytest.mark.parametrize(
    ("days", "delivered", "until"),
    [
        ([0, 1], None, None),
        ([0, 10, 29], None, 59),
        ([0, 20, 40], None, None),
        ([0, 20, 40, 45], None, 75),
        ([0, 10, 29], 11, None),
        ([], None, None),
    ],
)
def test_three_in_thirty_days_rest_thirty_days(days, delivered, until):
    arrived = None if delivered is None else START + delivered * DAY
    expected = None if until is None else START + until * DAY
    assert rests_until([START + day * DAY for day in days], arrived) == expected
