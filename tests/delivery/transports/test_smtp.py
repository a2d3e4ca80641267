import pytest

from delivery.rules.smtp_replies import Stage
from delivery.transports.carrier import ConnectionLost, NotArmed, OutcomeUnknown, Refused
from delivery.transports.smtp import SmtpConnection

BODY = b"Subject: x\r\n\r\n.dot\r\n..two\r\nend"


def send(smtp, arm=lambda: True):
    return smtp.send(sender="a@acme.test", recipient="b@example.com", body=BODY, arm=arm)


def test_one_connection_for_many_mails_with_leading_dots_kept(faulty):
    server = faulty()
    with SmtpConnection() as smtp:
        assert [send(smtp) for _ in range(3)] == [250, 250, 250]
    assert server.connections == 1
    assert server.bodies[0] == b"Subject: x\r\n\r\n..dot\r\n...two\r\nend\r\n"


@pytest.mark.parametrize("break_at", ["ehlo", "mail", "rcpt", "data"])
def test_break_before_the_body_is_safe_and_not_armed(faulty, break_at):
    server = faulty(break_at)
    armed = []
    with SmtpConnection() as smtp, pytest.raises(ConnectionLost):
        send(smtp, arm=lambda: armed.append(1) or True)
    assert (armed, server.bodies) == ([], [])


@pytest.mark.parametrize("break_at", ["body", "dot"])
def test_break_after_arming_leaves_the_outcome_unknown(faulty, break_at):
    faulty(break_at)
    with SmtpConnection() as smtp, pytest.raises(OutcomeUnknown):
        send(smtp)


def test_nothing_is_sent_when_the_ledger_says_no(faulty):
    server = faulty()
    with SmtpConnection() as smtp:
        with pytest.raises(NotArmed):
            send(smtp, arm=lambda: False)
        assert server.bodies == []
        assert send(smtp) == 250
    assert server.connections == 2


@pytest.mark.parametrize(
    ("command", "stage"),
    [("MAIL", Stage.MAIL), ("RCPT", Stage.RCPT), ("DATA", Stage.DATA), ("DOT", Stage.DOT)],
)
def test_refusal_tells_its_stage_and_the_connection_goes_on(faulty, command, stage):
    server = faulty(**{command: "550 5.1.1 no"})
    with SmtpConnection() as smtp:
        with pytest.raises(Refused) as caught:
            send(smtp)
        assert (caught.value.code, caught.value.stage) == (550, stage)
        del server.replies[command]
        assert send(smtp) == 250
    assert server.connections == 1


def test_closed_port_is_a_lost_connection(settings):
    settings.EMAIL_PORT = 1
    with SmtpConnection() as smtp, pytest.raises(ConnectionLost):
        send(smtp)


def test_all_that_comes_before_the_body_travels_at_once_where_the_server_allows_it(faulty):
    server = faulty(EHLO="250-test\r\n250 PIPELINING")
    with SmtpConnection() as smtp:
        assert [send(smtp) for _ in range(3)] == [250, 250, 250]
    assert (server.connections, len(server.bodies)) == (1, 3)


@pytest.mark.parametrize(
    ("replies", "stage"),
    [
        ({"MAIL": "451 later"}, Stage.MAIL),
        ({"RCPT": "550 5.1.1 nobody"}, Stage.RCPT),
        ({"RCPT": "550 5.1.1 nobody", "DATA": "503 no"}, Stage.RCPT),
        ({"DATA": "451 later"}, Stage.DATA),
    ],
)
def test_a_refusal_among_pipelined_replies_names_its_stage_and_nothing_is_sent(faulty, replies, stage):
    server = faulty(EHLO="250-test\r\n250 PIPELINING", **replies)
    armed = []
    with SmtpConnection() as smtp:
        with pytest.raises(Refused) as refused:
            send(smtp, arm=lambda: armed.append(1) or True)
        assert refused.value.stage is stage
        server.replies = {}
        assert send(smtp) == 250  # the connection, or a new one, is in order
    assert (armed, len(server.bodies)) == ([], 1)
