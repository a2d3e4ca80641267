import pytest

from delivery.rules.api_replies import judge


@pytest.mark.parametrize(
    ("status", "text", "judged"),
    [
        (429, "slow down", ("transport", "busy")),
        (503, "maintenance", ("transport", "busy")),
        (500, "oops", None),
        (502, "bad gateway", None),
        (504, "gateway timeout", None),
        (507, "?", None),
        (200, "not what we expected", None),
        (401, "Unauthorized", ("transport", "login")),
        (403, "The acme.example domain is not verified", ("transport", "sender")),
        (422, "The 'From' address you supplied is not a Sender Signature", ("transport", "sender")),
        (404, "Domain not found: acme.example", ("transport", "sender")),
        (404, "not found", ("transport", "login")),
        (422, "Invalid 'To' address: 'x'", ("refused", "recipient")),
        (406, "You tried to send to a recipient that has been marked as inactive", ("refused", "recipient")),
        (400, "something new", ("blocked", "blocked")),
    ],
)
def test_judge(status, text, judged):
    assert judge(status, text) == judged
