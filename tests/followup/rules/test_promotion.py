from datetime import UTC, datetime, timedelta

import pytest

from followup.rules.promotion import NotOffered, Situation, reason_not_to_offer

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"email": ""}, NotOffered.NO_EMAIL),
        ({"closed": "bounced"}, NotOffered.BOUNCED),
        ({"email_consent": "no"}, NotOffered.NO_EMAIL_CONSENT),
        ({"not_before": NOW + timedelta(days=1)}, NotOffered.ASKED_LESS),
        ({"has_open_case": True}, NotOffered.OPEN_CASE),
        ({"answered_at": NOW - timedelta(days=13)}, NotOffered.ANSWERED_JUST_NOW),
        ({"answered_at": NOW - timedelta(days=14)}, None),
        ({"offered_at": NOW - timedelta(days=29)}, NotOffered.OFFERED_RECENTLY),
        ({"offered_at": NOW - timedelta(days=30)}, None),
        ({"held_out_until": NOW + timedelta(days=1)}, NotOffered.HELD_OUT),
        ({"held_out_until": NOW}, None),
    ],
)
def test_who_takes_part(fields, reason):
    person = Situation(**{"email": "ana@example.com", "email_consent": "", **fields})
    assert reason_not_to_offer(person, now=NOW) == reason
