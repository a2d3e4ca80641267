"""F14, F16 and F17: a mail server that puts off, breaks off, babbles, or takes its time."""

import itertools
import threading
from collections import Counter

from bench.chaos.run import Run
from bench.chaos.stage import MAIL_TIMEOUT, Stage
from tests.delivery.faulty_server import FINE, Fault

EVERY = 7
FIRST_WAIT = 72  # a minute and a fifth
DEFERRALS = {
    "mail": [Fault("451 4.3.0 later")],
    "rcpt": [Fault("450 4.2.1 later")],
    "data": [Fault("421 4.3.2 closing")],
    "dot": [Fault("451 4.3.0 later")],
}
LATE = Fault(wait=MAIL_TIMEOUT / 4)
BREAKS = {"body": [Fault(drop=True)], "dot": [Fault(drop=True), Fault("what?"), LATE]}
TOO_LATE = Fault(wait=MAIL_TIMEOUT + 2)


class Sometimes:
    """Each seventh time a moment comes, one of its faults, in turn; until `over`."""

    def __init__(self, faults: dict[str, list[Fault]]) -> None:
        self._faults = {moment: itertools.cycle(found) for moment, found in faults.items()}
        self._visits: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.met: list[Fault] = []
        self.over = False

    def __call__(self, moment: str, _recipient: str) -> Fault:
        with self._lock:
            self._visits[moment] += 1
            if self.over or moment not in self._faults or self._visits[moment] % EVERY:
                return FINE
            self.met.append(next(self._faults[moment]))
            return self.met[-1]


def deferrals(stage: Stage, run: Run) -> None:
    """F14: 421, 450 and 451 at every step; all mails leave in the end, each once."""
    stage.mail.choose = faults = Sometimes(DEFERRALS)
    run.begin(stage.size(1000, 80))
    run.wait_tried()
    faults.over = True
    waits = run.waits()
    run.note(f"{len(faults.met)} refusals, {len(waits)} mails wait for up to {max(waits, default=0):.0f} s")
    run.require(waits, "nothing was deferred")
    run.require(max(waits, default=0) <= FIRST_WAIT, f"the first wait is longer than {FIRST_WAIT} s")
    run.hasten()
    run.drain()
    run.require(run.states() == {"sent": run.messages}, f"not all were sent: {dict(run.states())}")


def breaks(stage: Stage, run: Run) -> None:
    """F16: it drops the line in the body or after the dot, babbles, answers late or too late."""
    faults = {**BREAKS, "dot": BREAKS["dot"] + ([] if stage.short else [TOO_LATE])}
    stage.mail.choose = sometimes = Sometimes(faults)
    run.begin(stage.size(500, 60))
    run.wait_tried()
    run.drain()
    late = sometimes.met.count(LATE)
    run.allowed += len(sometimes.met) - late
    run.note(f"{len(sometimes.met)} faults met, {late} of them only a slow answer")
    run.require(run.states()["uncertain"] == run.allowed, "not each broken conversation is uncertain")


def slow(stage: Stage, run: Run) -> None:
    """F17: five seconds for an answer, so that one mail takes longer than a worker's turn."""
    stage.mail.choose = lambda moment, _recipient: Fault(wait=5.0) if moment in {"rcpt", "dot"} else FINE
    run.begin(stage.size(50, 6))
    for _ in range(stage.size(8, 1)):
        run.wake()
    run.drain(900, stalled=60)
    run.require(run.states() == {"sent": run.messages}, f"not all were sent: {dict(run.states())}")
