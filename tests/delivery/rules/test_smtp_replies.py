import pytest

from delivery.rules.smtp_replies import Stage, Verdict, cause_of, classify


@pytest.mark.parametrize(
    ("code", "text", "stage", "verdict"),
    [
        (421, "4.3.2 going down", Stage.MAIL, Verdict.RETRY),
        (450, "4.2.1 mailbox busy", Stage.RCPT, Verdict.RETRY),
        (451, "try later", Stage.DATA, Verdict.RETRY),
        (452, "4.3.1 full", Stage.DOT, Verdict.RETRY),
        (550, "5.1.1 no such user", Stage.RCPT, Verdict.BAD_ADDRESS),
        (550, "5.1.10 null MX", Stage.RCPT, Verdict.BAD_ADDRESS),
        (550, "no such user here", Stage.RCPT, Verdict.REFUSED),
        (552, "5.2.2 mailbox full", Stage.RCPT, Verdict.REFUSED),
        (554, "5.6.0 bad content", Stage.DOT, Verdict.REFUSED),
        (550, "5.1.1 after the body", Stage.DOT, Verdict.REFUSED),
        (554, "5.7.1 relay access denied", Stage.RCPT, Verdict.TRANSPORT),
        (550, "5.7.26 not authenticated", Stage.DOT, Verdict.BLOCKED),
        (554, "5.7.1 message refused", Stage.RCPT, Verdict.BLOCKED),
        (421, "4.7.28 unusual rate of mail", Stage.DOT, Verdict.BLOCKED),
        (451, "4.7.1 Greylisting in action", Stage.RCPT, Verdict.RETRY),
        (530, "authentication required", Stage.RCPT, Verdict.TRANSPORT),
        (535, "5.7.8 bad password", Stage.CONNECT, Verdict.TRANSPORT),
        (454, "4.7.0 temporary authentication failure", Stage.CONNECT, Verdict.TRANSPORT),
        (550, "5.1.8 bad sender", Stage.MAIL, Verdict.TRANSPORT),
        (250, "an answer out of place", Stage.DATA, Verdict.TRANSPORT),
    ],
)
def test_classify(code, text, stage, verdict):
    assert classify(code, text, stage) is verdict


def test_never_blames_the_address_for_our_reputation():
    for stage in Stage:
        assert classify(550, "5.7.1 blocked", stage) is not Verdict.BAD_ADDRESS


@pytest.mark.parametrize(
    ("code", "text", "stage", "cause"),
    [
        (535, "5.7.8 bad password", Stage.CONNECT, "login"),
        (530, "authentication required", Stage.MAIL, "login"),
        (554, "5.7.1 relay access denied", Stage.RCPT, "login"),
        (421, "too many connections", Stage.CONNECT, "busy"),
        (454, "4.7.0 temporary authentication failure", Stage.CONNECT, "busy"),
        (554, "no", Stage.CONNECT, "broken_off"),
        (550, "5.1.8 bad sender", Stage.MAIL, "sender"),
        (550, "5.7.26 not authenticated", Stage.DOT, "blocked"),
        (550, "5.1.1 nobody", Stage.RCPT, "recipient"),
    ],
)
def test_cause(code, text, stage, cause):
    assert cause_of(code, text, stage) == cause
