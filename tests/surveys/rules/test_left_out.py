from datetime import UTC, datetime, timedelta

import pytest

from surveys.rules.left_out import LeftOut, Limits, Standing, reason_to_leave_out

NOW = datetime(2026, 5, 1, tzinfo=UTC)
FREE = {"email": "a@example.com", "is_sample": False, "known_since": NOW - timedelta(days=5)}
STRICT = Limits(pause=timedelta(days=1), tenure=timedelta(days=6), account_pause=timedelta(days=7))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"email": ""}, LeftOut.NO_EMAIL),
        ({"suppressed": "unsubscribed"}, LeftOut.UNSUBSCRIBED),
        ({"suppressed": "bounced"}, LeftOut.BOUNCED),
        ({"suppressed": "complained"}, LeftOut.COMPLAINED),
        ({"not_before": NOW + timedelta(seconds=1), "last_asked": NOW}, LeftOut.ASKED_LESS),
        ({"not_before": NOW}, None),
        ({"last_asked": NOW - timedelta(days=89)}, LeftOut.ASKED_RECENTLY),
        ({"last_asked": NOW - timedelta(days=91)}, None),
        ({"is_sample": True, "email": "", "suppressed": "bounced"}, LeftOut.SAMPLE),
        ({"suppressed": "bounced", "last_asked": NOW}, LeftOut.BOUNCED),
    ],
)
def test_reason(fields, reason):
    assert reason_to_leave_out(Standing(**FREE | fields), limits=Limits(), now=NOW) is reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, LeftOut.TOO_NEW),
        ({"known_since": NOW - timedelta(days=6)}, None),
        ({"known_since": NOW - timedelta(days=6), "last_asked": NOW - timedelta(hours=25)}, None),
        (
            {"known_since": NOW - timedelta(days=6), "last_asked": NOW - timedelta(hours=23)},
            LeftOut.ASKED_RECENTLY,
        ),
        (
            {"known_since": NOW - timedelta(days=6), "account_last_asked": NOW - timedelta(days=6)},
            LeftOut.ACCOUNT_ASKED,
        ),
        ({"known_since": NOW - timedelta(days=6), "account_last_asked": NOW - timedelta(days=7)}, None),
    ],
)
def test_what_a_company_has_set(fields, reason):
    assert reason_to_leave_out(Standing(**FREE | fields), limits=STRICT, now=NOW) is reason
