import pytest

from surveys.rules.readiness import Missing, missing_for_launch

READY = {
    "is_sample": False,
    "is_published": True,
    "has_owner": True,
    "sender_name": "Acme",
    "postal_address": "Calle 1",
}


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, []),
        ({"is_sample": True}, [Missing.SAMPLE]),
        ({"is_published": False}, [Missing.PUBLICATION]),
        ({"has_owner": False}, [Missing.DETRACTOR_OWNER]),
        ({"sender_name": " "}, [Missing.SENDER_NAME]),
        ({"postal_address": "", "has_owner": False}, [Missing.DETRACTOR_OWNER, Missing.POSTAL_ADDRESS]),
    ],
)
def test_missing_for_launch(fields, missing):
    assert missing_for_launch(**READY | fields) == missing
