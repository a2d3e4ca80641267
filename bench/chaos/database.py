"""F10 to F12: PostgreSQL falls over, stays away, or cuts connections."""

import os
import random
import signal
import time

from django.db import connection
from django.utils import timezone

from bench.chaos.run import Run
from bench.chaos.stage import CONNECTIONS, Stage, patiently
from bench.chaos.workers import slowly

RESTARTS_A_SECOND = 1.0


def fall_over(stage: Stage, run: Run) -> None:
    """F10: an immediate stop, as a power cut, several times in a batch; nobody restarts a worker."""
    stage.mail.choose = slowly
    people, times = stage.size(2000, 120), stage.size(4, 2)
    run.begin(people)
    before = [stage.pid(name) for name in stage.workers]
    for _ in range(times):
        run.wait_accepted(len(run.accepted) + people // (times + 1))
        os.kill(stage.pid("postgres"), signal.SIGQUIT)
        stage.machine.supervisor.process("postgres").wait()
        crash = timezone.now()
        run.killed(connections=CONNECTIONS * len(stage.workers))
        stage.servers_back()
        run.bury_those_of(crash)
        run.wake()
    run.require([stage.pid(name) for name in stage.workers] == before, "a worker ended and was restarted")
    run.drain()


def stay_away(stage: Stage, run: Run) -> None:
    """F11: PostgreSQL is stopped for a minute."""
    stage.mail.choose = slowly
    away = stage.size(60, 5)
    run.begin(stage.size(500, 80))
    run.wait_accepted(20)
    restarts = len(stage.heard)
    os.kill(stage.pid("postgres"), signal.SIGINT)
    run.killed(connections=CONNECTIONS * len(stage.workers))
    stage.wait(lambda: False, away)
    often = (len(stage.heard) - restarts) / away
    run.require(often <= RESTARTS_A_SECOND, f"{often:.1f} restarts a second while the database was away")
    run.note(f"{len(stage.heard) - restarts} restarts of programs in {away} s")
    stage.servers_back()
    run.drain()


def cut_connections(stage: Stage, run: Run) -> None:
    """F12: a worker's connection is cut, again and again."""
    stage.mail.choose = slowly
    run.begin(stage.size(2000, 120))
    while not run.is_through() and run.kills < stage.size(60, 6):
        time.sleep(0.5)
        stage.programs.check()
        found = stage.worker_connections()
        if found:
            chosen = random.choice(found)
            patiently(lambda chosen=chosen: _terminate(chosen))
            run.killed(connections=1)
        run.wake()
    run.drain()


def _terminate(pid: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
