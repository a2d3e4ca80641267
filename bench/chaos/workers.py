"""F1 to F4: workers that are killed, asked to stop, or stand still."""

import os
import random
import signal
import time

from bench.chaos.run import Run
from bench.chaos.stage import Stage, children
from tests.delivery.faulty_server import FINE, Fault

A_SERVER_AT_WORK = Fault(wait=0.003)
STOP_SECONDS = 30


def slowly(moment: str, _recipient: str) -> Fault:
    """A mail server that takes three milliseconds for a mail."""
    return A_SERVER_AT_WORK if moment == "dot" else FINE


def kill_workers(stage: Stage, run: Run) -> None:
    """F1: all workers with all their processes, again and again, wherever they are."""
    stage.mail.choose = slowly
    rounds = stage.size(30, 2)
    people = stage.size(3000, 120)
    run.begin(people)
    for _ in range(rounds):
        run.wait_accepted(len(run.accepted) + random.randint(1, max(2, people * 3 // (rounds * 2))))
        time.sleep(random.random() * 0.03)
        killed = stage.kill_workers()
        run.killed(killed)
        run.bury()
        run.wake()
    after = time.monotonic()
    run.drain()
    seconds = time.monotonic() - after
    run.note(f"drained {seconds:.0f} s after the last kill")
    run.require(seconds < 60, f"it took {seconds:.0f} s after the last kill, at most 60")


def kill_child(stage: Stage, run: Run) -> None:
    """F2: one process of the pool, as the kernel does when memory is short."""
    stage.mail.choose = slowly
    run.begin(stage.size(600, 100))
    for _ in range(stage.size(10, 2)):
        run.wait_accepted(len(run.accepted) + random.randint(5, 40))
        parent = stage.pid("worker")
        found = children(parent)
        if found:
            os.kill(random.choice(found), signal.SIGKILL)
            run.killed(connections=1)
        back = stage.wait(lambda parent=parent: len(children(parent)) >= 2, 10)
        run.require(back, "the pool did not get a new process within 10 s")
        run.require(stage.pid("worker") == parent, "the worker itself ended")
        run.wake()
    run.drain()


def stop_politely(stage: Stage, run: Run) -> None:
    """F3: SIGTERM in the middle of a batch, as an upgrade does."""
    stage.mail.choose = slowly
    run.begin(stage.size(1000, 150))
    slowest = 0.0
    for _ in range(stage.size(4, 1)):
        run.wait_accepted(len(run.accepted) + 40)
        slowest = max(slowest, stage.end_workers())
        run.wake()
    run.drain()
    run.note(f"stopped within {slowest:.1f} s")
    run.require(slowest < STOP_SECONDS, f"a worker took {slowest:.0f} s to stop, at most {STOP_SECONDS}")


def stand_still(stage: Stage, run: Run) -> None:
    """F4: a worker that stands still for longer than its leases last, while another one does its work."""
    stage.mail.choose = slowly
    run.begin(stage.size(500, 120))
    run.wait_accepted(20)
    frozen = stage.pid("worker")
    os.killpg(frozen, signal.SIGSTOP)
    try:
        run.killed()
        run.bury()  # twice as long as a lease passes
        if stage.short:
            stage.start_worker("helper")
        run.wake()
        alone = stage.wait(lambda: run.states()["sent"] + run.states()["uncertain"] == run.messages, 90)
        run.require(alone, f"the other worker did not finish alone: {dict(run.states())}")
    finally:
        os.killpg(frozen, signal.SIGCONT)
    time.sleep(2)
    run.drain()
    if stage.short:
        stage.programs.end("helper")
