from datetime import UTC, datetime

import pytest

from surveys.rules.tenure import customer_since

ADDED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "since"),
    [
        ("2024-03-31", datetime(2024, 3, 31, tzinfo=UTC)),
        (" 2024-03-31T12:00:00Z", datetime(2024, 3, 31, tzinfo=UTC)),
        ("", ADDED),
        ("31/03/2024", ADDED),
        ("2024-02-31", ADDED),
    ],
)
def test_customer_since(written, since):
    assert customer_since(written, ADDED) == since
