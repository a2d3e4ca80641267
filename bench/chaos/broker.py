"""F5 to F7: Redis is emptied, killed, or hangs."""

import os
import signal
import time

import redis

from bench.chaos.run import Run
from bench.chaos.stage import Stage, patiently
from bench.chaos.visitor import Crowd
from bench.chaos.workers import slowly

TIMETABLE_SECONDS = 10
WEB_SECONDS = 1.0
# The short form runs among other tests, which take the processor, too: there, no longer than twice what the same
# takes while Redis is well, and 3 seconds are always good enough.
WEB_SECONDS_AMONG_TESTS = 3.0
BACK_SECONDS = 15
ONE_ROUND = 5  # each kind of request once
PATIENCE = 20


def empty(stage: Stage, run: Run) -> None:
    """F5: FLUSHALL while mails wait: no wake-up is left, the timetable must find them."""
    stage.mail.choose = slowly
    run.begin(stage.size(500, 150))
    client = redis.Redis(unix_socket_path=str(stage.machine.valkey.socket))
    for part in (0.1, 0.4, 0.7):
        run.wait_accepted(int(run.messages * part))
        client.flushall()
        run.kills += 1
    began = time.monotonic()
    drained = stage.wait(run.is_through, TIMETABLE_SECONDS + 10, pause=0.1)
    run.require(drained, f"not drained {TIMETABLE_SECONDS + 10} s after the last FLUSHALL")
    run.note(f"drained after {time.monotonic() - began:.1f} s, by the timetable alone")
    run.drain()


def kill(stage: Stage, run: Run) -> None:
    """F6: Redis is killed and stays away for a while, under load; pages go on, the worker comes back."""
    stage.mail.choose = slowly
    rounds, away = stage.size(10, 1), stage.size(10, 3)
    run.begin(stage.size(2000, 150))
    back = 0.0
    with Crowd(stage.machine.port) as crowd:
        for _ in range(rounds):
            run.wait_accepted(len(run.accepted) + run.messages // (rounds + 1), seconds=30)
            with crowd.watched():
                os.kill(stage.pid("valkey"), signal.SIGKILL)
                stage.wait(lambda: False, away)
                stage.wait(lambda: len(crowd.took) >= ONE_ROUND, PATIENCE)
            run.kills += 1
            stage.servers_back()
            back = max(back, _until_worker_works(stage))
    _judge(run, crowd, back)
    run.drain()


def hang(stage: Stage, run: Run) -> None:
    """F7: Redis takes connections and says nothing."""
    stage.mail.choose = slowly
    run.begin(stage.size(1000, 100))
    run.wait_accepted(20)
    with Crowd(stage.machine.port) as crowd:
        try:
            with crowd.watched():
                os.kill(stage.pid("valkey"), signal.SIGSTOP)
                stage.wait(lambda: False, stage.size(30, 4))
                stage.wait(lambda: len(crowd.took) >= ONE_ROUND, PATIENCE)
        finally:
            os.kill(stage.pid("valkey"), signal.SIGCONT)
        back = _until_worker_works(stage)
    _judge(run, crowd, back)
    run.drain()


def _until_worker_works(stage: Stage) -> float:
    """Seconds until a worker has done what it was told by a message: its heartbeat is in the database."""
    from django.utils import timezone

    from nps_app.models import Heartbeat
    from nps_app.tasks import record_worker_heartbeat

    began, since = time.monotonic(), timezone.now()
    asked_at = 0.0

    def worked() -> bool:
        nonlocal asked_at
        if time.monotonic() - asked_at > 1:
            asked_at = time.monotonic()
            try:
                record_worker_heartbeat.apply_async(retry=False, expires=60)
            except Exception:  # kombu has a dozen kinds; the next second brings another try
                return False
        return patiently(Heartbeat.objects.filter(part="worker", seen_at__gte=since).exists)

    stage.wait(worked, 60)
    return time.monotonic() - began


def _judge(run: Run, crowd: Crowd, back: float) -> None:
    run.note(f"{len(crowd.took)} requests meanwhile, slowest {crowd.worst:.2f} s ({crowd.slowest})")
    calm = max(crowd.took_before, default=(0.0, "none"))
    run.note(f"{len(crowd.took_before)} requests while Redis was well, slowest {calm[0]:.2f} s ({calm[1]})")
    run.note(f"worker back after {back:.1f} s")
    run.require(len(crowd.took) >= ONE_ROUND, f"only {len(crowd.took)} requests were made")
    run.require(not crowd.refused, f"pages failed: {crowd.refused[:3]}")
    limit = max(WEB_SECONDS_AMONG_TESTS, 2 * calm[0]) if run.stage.short else WEB_SECONDS
    run.require(crowd.worst < limit, f"a page took {crowd.worst:.2f} s ({crowd.slowest}), at most {limit}")
    run.require(back <= BACK_SECONDS, f"the worker was back after {back:.0f} s, at most {BACK_SECONDS}")
