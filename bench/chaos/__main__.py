"""`python -m bench.chaos [--short] [F1 F6 ...]`: the faults named, or all; 1 where something does not hold."""

import sys
import time
import traceback

from bench.chaos import broker, clock, database, disk, mail_server, receivers, repeats, rows, way_out, workers
from bench.chaos.run import Run
from bench.chaos.stage import stage

FAULTS = {
    "F1": ("workers killed mid batch", workers.kill_workers),
    "F2": ("a process of the pool killed", workers.kill_child),
    "F3": ("workers asked to stop", workers.stop_politely),
    "F4": ("worker stands still past its leases", workers.stand_still),
    "F5": ("Redis emptied (FLUSHALL)", broker.empty),
    "F6": ("Redis killed, away, back", broker.kill),
    "F7": ("Redis hangs", broker.hang),
    "F8": ("three timetables", repeats.timetables),
    "F9": ("one form twenty times at once", repeats.people),
    "F10": ("PostgreSQL falls over", database.fall_over),
    "F11": ("PostgreSQL away", database.stay_away),
    "F12": ("database connections cut", database.cut_connections),
    "F13": ("mail server away, or silent", way_out.away),
    "F14": ("421, 450, 451 at every step", mail_server.deferrals),
    "F15": ("no such user, unwanted, wrong password", way_out.refusals),
    "F16": ("line dropped, babble, late answers", mail_server.breaks),
    "F17": ("five seconds for an answer", mail_server.slow),
    "F18": ("disk full", disk.full),
    "F19": ("workers whose clocks are an hour off", clock.wrong),
    "F21": ("scanner storm in a browser", rows.scanners),
    "F22": ("webhook receivers of every kind", receivers.of_every_kind),
    "F23": ("poison among the mails", rows.poison),
}
COLUMNS = "{:<5}{:<38}{:>9}{:>7}{:>12}{:>6}{:>11}{:>9}  {}"


def main(arguments: list[str]) -> int:
    short = "--short" in arguments
    names = [name.upper() for name in arguments if not name.startswith("--")] or list(FAULTS)
    unknown = [name for name in names if name not in FAULTS]
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. Faults: {', '.join(FAULTS)}.")
        return 2
    print(
        COLUMNS.format("", "fault", "messages", "kills", "duplicates", "lost", "uncertain", "seconds", ""),
        flush=True,
    )
    failed = 0
    with stage(short=short) as scene:
        for name in names:
            run = attack(Run(scene, name, FAULTS[name][0]))
            failed += bool(run.problems)
            show(run)
    print(f"\n{len(names) - failed} of {len(names)} held." if failed else f"\nAll {len(names)} held.")
    return 1 if failed else 0


def attack(run: Run) -> Run:
    """One fault and what must hold after it."""
    from django.db import connections

    connections.close_all()
    try:
        FAULTS[run.code][1](run.stage, run)
        if not run.skipped:
            run.verify()
    except Exception as error:
        traceback.print_exc()
        run.problems.append(f"broke off: {error}")
    finally:
        run.stage.mail.choose = None
    return run


def show(run: Run) -> None:
    """A line of the table, and beneath it what was measured and what did not hold."""
    verdict = run.skipped or ("BROKEN" if run.problems else "ok")
    print(
        COLUMNS.format(
            run.code,
            run.title,
            run.messages or run.others,
            run.kills,
            run.duplicates,
            run.lost,
            run.uncertain,
            f"{time.monotonic() - run.began:.1f}",
            verdict,
        )
    )
    for line in [*run.notes, *(f"BROKEN {problem}" for problem in run.problems)]:
        print(f"     {line}")
    if run.problems:
        for name in run.stage.workers:
            print(f"     the end of the log of {name}:\n{run.stage.programs.log_end(name, 25)}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
