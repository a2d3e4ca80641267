import smtplib
import socket
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path

from nps_app.embedded.supervisor import Program, Supervisor
from nps_app.embedded.testing import free_port


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_each_mail_is_one_whole_file_with_its_envelope(supervisor: Supervisor, tmp_path: Path) -> None:
    port, kept = free_port(), tmp_path / "mail"
    command = [
        sys.executable,
        "-m",
        "nps_app.embedded.mail_catcher",
        "--port",
        str(port),
        "--folder",
        str(kept),
    ]
    supervisor.start(Program("mail", command))
    supervisor.wait_until(lambda: answers(port), name="mail", seconds=20)
    with smtplib.SMTP("127.0.0.1", port) as client:
        for number in range(3):
            content = f"Subject: Mail {number}\r\nTo: ana@example.com\r\n\r\n.¿Qué tal?\r\n".encode()
            client.sendmail("shop@example.com", ["ana@example.com", "hidden@example.com"], content)
    files = sorted(kept.iterdir())
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    assert all(file.suffix == ".eml" for file in files)
    assert [mail["Subject"] for mail in mails] == ["Mail 0", "Mail 1", "Mail 2"]
    assert mails[0].get_all("X-Envelope-To") == ["ana@example.com", "hidden@example.com"]
    assert mails[0]["X-Envelope-From"] == "shop@example.com"
    assert mails[0].get_payload(decode=True) == ".¿Qué tal?\r\n".encode()


def test_it_stops_when_asked(supervisor: Supervisor, tmp_path: Path) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "nps_app.embedded.mail_catcher",
        "--port",
        str(port),
        "--folder",
        str(tmp_path),
    ]
    supervisor.start(Program("mail", command))
    supervisor.wait_until(lambda: answers(port), name="mail", seconds=20)
    started = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - started < 5
    assert not answers(port)
