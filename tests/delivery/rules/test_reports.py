import pytest

from delivery.rules.bounces import News
from delivery.rules.reports import read_report
from tests.delivery.reports import ARF, DSN, OUT_OF_OFFICE, report

TO = "bounces+12-0123456789ab@nps.example.com"


@pytest.mark.parametrize(
    ("action", "status", "news"),
    [("failed", "5.1.1", News.HARD), ("failed", "5.2.2", News.SOFT), ("delivered", "2.0.0", News.DELIVERED)],
)
def test_delivery_report(action, status, news):
    found = read_report(report(DSN, TO, action, status))
    assert found.news is news
    assert TO in found.about
    assert found.detail == f"smtp; 550 {status} something is wrong"


def test_complaint():
    found = read_report(report(ARF, TO))
    assert found.news is News.COMPLAINT
    assert TO in found.about


@pytest.mark.parametrize(
    "raw", [report(OUT_OF_OFFICE, TO), report(DSN, TO, "delayed", "4.4.1"), b"", b"\xff\xfe garbage"]
)
def test_what_is_no_news(raw):
    assert read_report(raw) is None
