from datetime import UTC, datetime, timedelta

import pytest

from surveys.rules.left_out import LeftOut, Limits, Standing, reason_to_leave_out

NOW = datetime(2026, 5, 1, tzinfo=UTC)
FREE = {"is_sample": False, "known_since": NOW - timedelta(days=5)}
STRICT = Limits(pause=timedelta(days=1), tenure=timedelta(days=6), account_pause=timedelta(days=7))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"unreachable": LeftOut.NO_EMAIL}, LeftOut.NO_EMAIL),
        ({"not_before": NOW + timedelta(seconds=1), "last_asked": NOW}, LeftOut.ASKED_LESS),
        ({"not_before": NOW}, None),
        ({"last_asked": NOW - timedelta(days=89)}, LeftOut.ASKED_RECENTLY),
        ({"last_asked": NOW - timedelta(days=91)}, None),
        ({"is_sample": True, "unreachable": LeftOut.BOUNCED}, LeftOut.SAMPLE),
        ({"unreachable": LeftOut.BOUNCED, "last_asked": NOW}, LeftOut.BOUNCED),
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
