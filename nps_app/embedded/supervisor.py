"""Start processes in order, restart the one that dies, stop all in the opposite order.

Celery's worker may exit when its broker is killed under load (celery 5.7, docs/adr/0002): somebody has to watch it.
"""

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

CHECK_SECONDS = 0.2
STOP_SECONDS = 10.0
LONGEST_PAUSE = 5.0
LARGEST_LOG = 10_000_000
# Alive this long, a process counts as healthy and its next restart is immediate again.
HEALTHY_SECONDS = 30.0


@dataclass(frozen=True)
class Program:
    """What to run and how to end it politely."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    folder: Path | None = None


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes]
    log: IO[bytes]
    started_at: float
    quick_deaths: int = 0
    restart_at: float | None = None


@dataclass
class Supervisor:
    """Keeps its programs alive; `say` tells the person at the terminal."""

    logs: Path
    say: Callable[[str], None] = print
    _children: list[_Child] = field(default_factory=list)
    _stopping: bool = False

    def start(self, program: Program) -> int:
        """Start a program and return its process id; its output goes to a log file of its name."""
        self.logs.mkdir(parents=True, exist_ok=True)
        path = self.logs / f"{program.name}.log"
        if path.is_file() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        log = path.open("ab")
        child = _Child(program, _spawn(program, log), log, started_at=time.monotonic())
        self._children.append(child)
        return child.process.pid

    def wait_until(self, ready: Callable[[], bool], *, name: str, seconds: float) -> None:
        """Wait for a started program to be ready; raise TimeoutError with the end of its log."""
        deadline = time.monotonic() + seconds
        while not self._stopping and not ready():
            child = self._child(name)
            if child.process.poll() is not None or time.monotonic() > deadline:
                raise TimeoutError(
                    f"{name} did not start. The end of {child.log.name}:\n{self.log_end(name)}"
                )
            time.sleep(0.05)

    def log_end(self, name: str, lines: int = 15) -> str:
        """The last lines a program wrote."""
        path = self.logs / f"{name}.log"
        written = path.read_text(errors="replace").splitlines() if path.is_file() else []
        return "\n".join(f"  {line}" for line in written[-lines:])

    def run(self) -> None:
        """Watch the programs until `stop` is asked for."""
        while not self._stopping:
            self.check()
            time.sleep(CHECK_SECONDS)

    def check(self) -> None:
        """Look once at each program; restart what died, at once the first time and later with growing pauses."""
        for child in self._children:
            if child.restart_at is None and child.process.poll() is not None:
                self._plan_restart(child)
            if child.restart_at is not None and time.monotonic() >= child.restart_at and not self._stopping:
                self._restart(child)

    def process(self, name: str) -> subprocess.Popen[bytes]:
        """The process that runs a program at the moment: another one after a restart."""
        return self._child(name).process

    def failing(self, deaths: int = 3) -> list[str]:
        """The programs that died this often right after their start: a fault of theirs, not an accident."""
        return [child.program.name for child in self._children if child.quick_deaths >= deaths]

    def ask_to_stop(self, *_signal: object) -> None:
        """End `run`: fit for a signal handler."""
        self._stopping = True

    @property
    def stopping(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stopping

    def stop(self) -> None:
        """End all programs, last started first; who does not go within ten seconds is killed with its children."""
        self._stopping = True
        while self._children:
            self.end(self._children[-1].program.name)

    def end(self, name: str) -> None:
        """End one program for good."""
        child = self._child(name)
        self._children.remove(child)
        _end(child.process, child.program.stop_signal)
        child.log.close()

    def _child(self, name: str) -> _Child:
        return next(child for child in self._children if child.program.name == name)

    def _plan_restart(self, child: _Child) -> None:
        lived = time.monotonic() - child.started_at
        child.quick_deaths = 0 if lived >= HEALTHY_SECONDS else child.quick_deaths + 1
        child.restart_at = time.monotonic() + pause_before_restart(child.quick_deaths)

    def _restart(self, child: _Child) -> None:
        how = describe_end(child.process.returncode)
        # A killed parent leaves its pool behind; two pools would share one name and one socket.
        _kill_group(child.process.pid)
        child.process = _spawn(child.program, child.log)
        child.started_at, child.restart_at = time.monotonic(), None
        self.say(f"{child.program.name} died ({how}), restarted")


def pause_before_restart(quick_deaths: int) -> float:
    """Seconds before a restart: none after a healthy life or a first quick death, then 0.5, 1, 2, 4, 5."""
    return 0.0 if quick_deaths <= 1 else min(LONGEST_PAUSE, 0.5 * 2 ** (quick_deaths - 2))


def describe_end(returncode: int) -> str:
    """`signal 9` or `exit code 1`."""
    return f"signal {-returncode}" if returncode < 0 else f"exit code {returncode}"


def _spawn(program: Program, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start in a session of its own: Ctrl-C at the terminal reaches only us, and we stop the rest in order."""
    return subprocess.Popen(
        [*_leash(program.stop_signal), *program.command],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        env=None if program.environment is None else dict(program.environment),
        cwd=program.folder,
        start_new_session=True,
    )


@functools.cache
def _leash(polite: signal.Signals) -> tuple[str, ...]:
    """On Linux, let the kernel end a child whose supervisor was killed: a second start would meet it."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    if not setpriv:
        return ()
    told = subprocess.run([setpriv, "--help"], capture_output=True, text=True, check=False)
    return (setpriv, "--pdeathsig", polite.name.removeprefix("SIG")) if "--pdeathsig" in told.stdout else ()


def _end(process: subprocess.Popen[bytes], polite: signal.Signals) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(polite)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
    _kill_group(process.pid)
    process.wait()


def _kill_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
