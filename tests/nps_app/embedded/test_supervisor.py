import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nps_app.embedded import supervisor as module
from nps_app.embedded.supervisor import Program, Supervisor, pause_before_restart

SLEEP = [sys.executable, "-c", "import time; print('started', flush=True); time.sleep(600)"]
# Ignores the polite signal and has a child of its own.
STUBBORN = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def wait_for(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.startswith("Z")


def test_a_killed_program_is_restarted_and_the_terminal_told(supervisor: Supervisor, said: list[str]) -> None:
    first = supervisor.start(Program("worker", SLEEP))
    wait_for(lambda: "started" in supervisor.log_end("worker"))
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: (supervisor.check(), bool(said))[1])
    assert said == ["worker died (signal 9), restarted"]
    wait_for(lambda: supervisor.log_end("worker").count("started") == 2)


def test_one_program_is_ended_for_good_and_the_others_go_on(supervisor: Supervisor, said: list[str]) -> None:
    ended = supervisor.start(Program("helper", SLEEP))
    supervisor.start(Program("worker", SLEEP))
    supervisor.end("helper")
    supervisor.check()
    assert not alive(ended)
    assert supervisor.process("worker").poll() is None
    assert said == []


def test_a_program_that_fails_again_and_again_is_not_restarted_in_a_rush(
    supervisor: Supervisor, said: list[str]
) -> None:
    supervisor.start(Program("beat", [sys.executable, "-c", "raise SystemExit(3)"]))
    deadline = time.monotonic() + 1.5
    while time.monotonic() < deadline:
        supervisor.check()
        time.sleep(0.02)
    assert said[0] == "beat died (exit code 3), restarted"
    assert len(said) <= 3
    assert supervisor.failing(deaths=2) == ["beat"]


def test_the_pause_grows_to_five_seconds() -> None:
    assert [pause_before_restart(deaths) for deaths in range(8)] == [0, 0, 0.5, 1, 2, 4, 5, 5]


def test_what_does_not_stop_is_killed_with_its_children(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STOP_SECONDS", 0.3)
    parent = supervisor.start(Program("stubborn", [sys.executable, "-c", STUBBORN]))
    wait_for(lambda: bool(supervisor.log_end("stubborn").strip()))
    child = int(supervisor.log_end("stubborn"))
    supervisor.stop()
    wait_for(lambda: not alive(parent) and not alive(child))


def test_programs_stop_in_the_opposite_order(supervisor: Supervisor, folder: Path) -> None:
    notes = folder / "notes"
    for name in ("first", "second"):
        script = f"import signal, time\ndef end(*_):\n open({str(notes)!r}, 'a').write('{name} ')\n raise SystemExit\n"
        script += "signal.signal(signal.SIGTERM, end)\nprint('started', flush=True)\ntime.sleep(600)"
        supervisor.start(Program(name, [sys.executable, "-c", script]))
        wait_for(lambda name=name: "started" in supervisor.log_end(name))  # type: ignore[misc]
    supervisor.stop()
    assert notes.read_text() == "second first "


def test_a_failed_start_shows_the_end_of_the_log(supervisor: Supervisor) -> None:
    supervisor.start(Program("web", [sys.executable, "-c", "raise SystemExit('no room')"]))
    with pytest.raises(TimeoutError, match="no room"):
        supervisor.wait_until(lambda: False, name="web", seconds=10)


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
def test_programs_end_when_their_supervisor_is_killed(folder: Path) -> None:
    script = (
        "from pathlib import Path; import sys, time; from nps_app.embedded.supervisor import *\n"
        f"s = Supervisor(logs=Path({str(folder)!r}))\n"
        "print(s.start(Program('p', [sys.executable, '-c', 'import time; time.sleep(600)'])), flush=True)\n"
        "time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_for(lambda: not alive(child))
