"""F19: two workers whose clocks are an hour ahead and an hour behind, beside one that is right."""

import os
import signal
from pathlib import Path

from bench.chaos.run import Run
from bench.chaos.stage import Stage
from bench.chaos.workers import slowly

HOUR = 3600
FOLDER = Path(__file__).parent / "wrong_clock"
WRONG = {"ahead": HOUR, "behind": -HOUR}


def wrong(stage: Stage, run: Run) -> None:
    """Leases are the database's: nobody takes what somebody else holds, whatever time they think it is."""
    from surveys.tasks import send_invitations

    stage.mail.choose = slowly
    for name, seconds in WRONG.items():
        path = f"{FOLDER}{os.pathsep}{stage.environment.get('PYTHONPATH', '')}".rstrip(os.pathsep)
        stage.start_worker(name, {"PYTHONPATH": path, "WRONG_BY": str(seconds)})
    run.begin(stage.size(600, 100))
    for _ in range(stage.size(3, 1)):
        run.wait_accepted(len(run.accepted) + run.messages // 4)
        os.killpg(stage.pid("ahead"), signal.SIGKILL)
        run.killed()
        stage.wait(lambda: False, 3)
        for _ in range(6):  # without a time to expire: a clock ahead would call each message too old
            send_invitations.apply_async(retry=False)
    run.drain()
    for name in WRONG:
        worked = "send_invitations" in stage.programs.log_end(name, 2000)
        run.note(f"the worker {name} took {'part' if worked else 'no part'}")
        stage.programs.end(name)
