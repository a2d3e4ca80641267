"""The short form of `make chaos-send` (bench/chaos): nobody is asked twice and nobody is lost, whatever dies.

In processes and on servers of its own: PostgreSQL with durable commits, Valkey, pages, worker, timetable.
The scanner storm, which belongs to the same list as F21, is tests/journeys/test_scanner_storm.py.
"""

import os
import subprocess
import sys

import pytest

from nps_app.embedded.paths import CHECKOUT

FAULTS = ["F1", "F5", "F6", "F8", "F10", "F14", "F16"]


@pytest.fixture(scope="module")
def report() -> str:
    """What the faults printed, one after the other on the same servers."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.chaos", "--short", *FAULTS],
        cwd=CHECKOUT,
        env={name: value for name, value in os.environ.items() if name not in {"EMAIL_HOST", "EMAIL_PORT"}},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_sent_twice_or_lost(report: str, fault: str) -> None:
    line = next((line for line in report.splitlines() if line.startswith(f"{fault} ")), "")
    assert line.endswith(" ok"), report
