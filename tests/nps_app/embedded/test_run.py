"""`make run` itself, in a copy of the checkout so that nobody's var/ is touched."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from nps_app.embedded import programs, run
from nps_app.embedded.paths import CHECKOUT, places
from nps_app.embedded.testing import free_port

NOT_COPIED = (
    ".git",
    ".venv",
    "var",
    "staticfiles",
    "tests",
    "__pycache__",
    "*.pyc",
    ".*_cache",
    "node_modules",
)
RUN = [sys.executable, "-m", "nps_app.embedded.run"]
# What the test run itself has set, and `make run` is to find out alone.
GIVEN = (
    "DATABASE_URL", "REDIS_URL", "BROKER_URL", "EMAIL_HOST", "EMAIL_PORT", "SECRET_KEY", "DJANGO_SETTINGS_MODULE",
)  # fmt: skip


@dataclass
class Running:
    checkout: Path
    port: int
    process: subprocess.Popen[str]

    def read_until(self, text: str, seconds: float = 120) -> str:
        """What it says up to the line with `text`."""
        read, deadline = "", time.monotonic() + seconds
        assert self.process.stdout
        for line in self.process.stdout:
            read += line
            if text in line:
                return read
            assert time.monotonic() < deadline, read
        raise AssertionError(f"ended without {text!r}:\n{read}")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def environment(port: int) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in GIVEN} | {"PORT": str(port)}


def start(checkout: Path, port: int) -> Running:
    process = subprocess.Popen(
        RUN, cwd=checkout, env=environment(port), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return Running(checkout, port, process)


@pytest.fixture
def checkout(folder: Path) -> Path:
    copy = folder / "promotor"
    shutil.copytree(CHECKOUT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
    return copy


@pytest.fixture
def running(checkout: Path) -> Iterator[Running]:
    made = start(checkout, free_port())
    yield made
    made.process.send_signal(signal.SIGINT)
    made.process.communicate(timeout=60)


@pytest.mark.slow
def test_it_runs_restarts_what_dies_refuses_a_second_one_and_keeps_its_data(running: Running) -> None:
    sign_in = running.read_until("Stop: Ctrl-C")
    assert re.search(rf"^ready {running.url}/$", sign_in, re.MULTILINE)
    with urllib.request.urlopen(f"{running.url}/healthz") as answer:
        assert answer.status == 200

    second = subprocess.run(
        RUN, cwd=running.checkout, env=environment(free_port()), capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert f"already runs in this folder (process {running.process.pid})" in second.stdout

    worker = _child_of(running.process.pid, "worker")
    os.kill(worker, signal.SIGKILL)
    running.read_until("worker died (signal 9), restarted")

    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(60) == 0
    again = start(running.checkout, running.port)
    started = time.monotonic()
    try:
        assert again.read_until("Stop: Ctrl-C").splitlines()[-2:] == sign_in.splitlines()[-2:]
        assert time.monotonic() - started < 30  # 3 seconds on an idle machine
    finally:
        again.process.send_signal(signal.SIGTERM)
        again.process.communicate(timeout=60)
    assert again.process.returncode == 0


def _child_of(pid: int, name: str) -> int:
    told = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 2) for line in told.splitlines()]
    return next(int(row[0]) for row in rows if row[1] == str(pid) and name in row[2])


def test_a_taken_port_is_told_with_the_remedy(checkout: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            RUN, cwd=checkout, env=environment(port), capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert f"Port {port} cannot be used (Address already in use)" in done.stdout
    assert "make run" in done.stdout
    assert not (checkout / "var/postgres").exists()


@pytest.mark.parametrize("given", ["eighty", "0", "70000", "-1"])
def test_a_wrong_port_is_told(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", given)
    with pytest.raises(run.CannotStart, match="PORT must be a number"):
        run.read_port()


def test_real_servers_of_the_environment_are_left_in_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/nps")
    monkeypatch.setenv("REDIS_URL", "redis://redis/0")
    monkeypatch.delenv("BROKER_URL", raising=False)
    monkeypatch.setenv("EMAIL_HOST", "smtp.example.com")
    given = programs.environment(places(tmp_path), port=8000, mail_port=None)
    assert (given["DATABASE_URL"], given["REDIS_URL"]) == ("postgresql://db/nps", "redis://redis/0")
    assert given["EMAIL_HOST"] == "smtp.example.com"
    assert "MAIL_CATCHER_DIR" not in given
    assert "BROKER_URL" not in given


def test_the_secret_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    file = programs.write_secret_key(tmp_path / "secret_key")
    first = file.read_text()
    assert len(first) >= 50
    assert file.stat().st_mode & 0o777 == 0o600
    assert programs.write_secret_key(file).read_text() == first
