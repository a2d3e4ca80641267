"""F18: no room is left for the ledger."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from bench.chaos.run import Run
from bench.chaos.stage import CONNECTIONS, Stage
from bench.chaos.visitor import Visitor
from bench.chaos.workers import slowly

SMALL = "24m"
TABLE = "delivery_outboundmessage"
FULL_SECONDS = 12


def full(stage: Stage, run: Run) -> None:
    """The ledger lies on a disk of 24 MB that fills up in the middle of a batch, and is freed again."""
    if os.geteuid() != 0:
        run.skipped = "not run here: mounting a small disk needs root"
        return
    stage.mail.choose = slowly
    with _small_disk(stage) as disk:
        run.begin(stage.size(1500, 300))
        run.wait_accepted(50)
        ballast = _fill(disk)
        run.wake()
        stage.wait(lambda: False, 2)
        before = len(run.accepted)
        visitor = Visitor(stage.machine.port, run.owner)
        form = {"survey": run.survey.pk, "segment": "", "percent": 100, "seed": 1, "test": "1"}
        told = set()
        for _ in range(FULL_SECONDS // 2):
            told.add(visitor.post(f"/o/{run.organisation.slug}/campaigns/new/", form).status_code)
            stage.wait(lambda: False, 2)
            run.wake()
            # A mail may have been accepted in each round before "sent" could be written.
            run.allowed += CONNECTIONS * len(stage.workers)
        run.note(f"{len(run.accepted) - before} mails left on a full disk; a test mail: {sorted(told)}")
        run.require(told <= {302, 500, 503}, f"a page answered {told}")
        ballast.unlink()
        run.drain()
        page = visitor.get(f"/o/{run.organisation.slug}/campaigns/{run.campaign.pk}/")
        run.require(page.status_code == 200, f"the page of the send answered {page.status_code} afterwards")


@contextmanager
def _small_disk(stage: Stage) -> Iterator[Path]:
    """The ledger on a disk in memory, for as long as this lasts."""
    disk = Path(stage.machine.postgres.sockets).with_name("small")
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "small", str(disk)], check=True)
    try:
        place = disk / "ledger"
        place.mkdir(mode=0o700)
        shutil.chown(place, "nobody", "nogroup")
        _sql(f"CREATE TABLESPACE small LOCATION '{place}'", f"ALTER TABLE {TABLE} SET TABLESPACE small")
        yield disk
        _sql(f"ALTER TABLE {TABLE} SET TABLESPACE pg_default", "DROP TABLESPACE small")
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def _sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _fill(disk: Path) -> Path:
    """A file that takes all the room there is."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 8192)
        except OSError:
            return ballast
