from datetime import UTC, datetime, timedelta

import pytest

from surveys.rules.left_out import LeftOut, reason_to_leave_out

NOW = datetime(2026, 5, 1, tzinfo=UTC)
FREE = {"email": "a@example.com", "is_sample": False, "suppressed": None, "last_asked": None, "now": NOW}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"email": ""}, LeftOut.NO_EMAIL),
        ({"suppressed": "unsubscribed"}, LeftOut.UNSUBSCRIBED),
        ({"suppressed": "bounced"}, LeftOut.BOUNCED),
        ({"suppressed": "complained"}, LeftOut.COMPLAINED),
        ({"last_asked": NOW - timedelta(days=89)}, LeftOut.ASKED_RECENTLY),
        ({"last_asked": NOW - timedelta(days=91)}, None),
        ({"is_sample": True, "email": "", "suppressed": "bounced"}, LeftOut.SAMPLE),
        ({"suppressed": "bounced", "last_asked": NOW}, LeftOut.BOUNCED),
    ],
)
def test_reason(fields, reason):
    assert reason_to_leave_out(**FREE | fields) is reason
