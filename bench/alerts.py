"""Years in which nothing changes, and years that begin with a fall, seen by the look that the daily task takes.

365 days of history, then 365 days with a look on each of them. Answers come by chance (Poisson), 15 % detractors and
60 % promoters. An alert is a fall or a rise that would have been told. Last, the same customers answer each quarter.
"""

import math
import os
import random
import statistics
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from bench.servers import Machine
from bench.table import Figure
from reports.rules.alerting import Direction, Finding, Level, Past, Thresholds, look
from reports.rules.one_answer import Repeat
from responses.maths.score import Counts

HISTORY = YEAR = 365
RUNS = 400
SEED = 20_260
USUAL = (0.15, 0.25)  # detractors, passives: NPS 45
FALLEN = (0.30, 0.25)  # NPS 15
PER_WEEK = (5, 20, 100)
# The same customers again and again: about twenty answers a week, seven of ten as ever.
PANEL, PANEL_DAYS, LOYAL = 250, 90, 0.7
PANEL_RUNS = 100
MOST_FALSE = 6.0  # % of the years
SLOWEST_MEDIAN = 45.0  # days


def measure(machine: Machine) -> list[Figure]:
    figures = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for per_week in PER_WEEK:
            quiet = list(pool.map(partial(first_alert, per_week, USUAL), range(RUNS), chunksize=10))
            alerts = [found for found in quiet if found]
            falls = [found for found in alerts if found[1] is Direction.DROP]
            name = f"{per_week} a week, nothing changes"
            figures += [
                Figure(f"{name}: years with an alert", 100 * len(alerts) / RUNS, "%", MOST_FALSE),
                Figure(f"{name}: of these, falls", 100 * len(falls) / RUNS, "%"),
            ]
        for per_week in PER_WEEK:
            fallen = list(pool.map(partial(first_alert, per_week, FALLEN), range(RUNS), chunksize=10))
            days = [found[0] if found and found[1] is Direction.DROP else math.inf for found in fallen]
            limit = SLOWEST_MEDIAN if per_week == 20 else None
            name = f"{per_week} a week, a fall of 30 points"
            figures += [
                Figure(f"{name}: median days", statistics.median(days), "days", limit),
                Figure(f"{name}: found in a year", 100 * sum(map(math.isfinite, days)) / RUNS, "%"),
            ]
        for once, how in ((True, "one answer a person"), (False, "were every answer counted")):
            rung = sum(pool.map(partial(panel_rings, once), range(PANEL_RUNS), chunksize=5))
            name = (
                f"{PANEL} customers asked each {PANEL_DAYS} days, nothing changes, {how}: years with an alert"
            )
            figures.append(Figure(name, 100 * rung / PANEL_RUNS, "%", MOST_FALSE if once else None))
    return figures


def panel_rings(once: bool, run: int) -> bool:
    """Whether one simulated year rings in which the same customers answer again and again, most of them the same."""
    rng = random.Random(SEED + run)
    daily, repeats = [Counts(0, 0, 0)] * (HISTORY + YEAR), []
    for _ in range(PANEL):
        own = last = _draw(rng)
        before = None
        for day in range(rng.randrange(PANEL_DAYS), HISTORY + YEAR, PANEL_DAYS):
            said = own if rng.random() < LOYAL else _draw(rng)
            daily[day] += said
            if before is not None:
                repeats.append(Repeat(before, day, last.det, last.pas, last.pro))
            before, last = day, said
    past = Past(daily, repeats if once else ())
    return any(told(past, day) for day in range(HISTORY, HISTORY + YEAR))


def _draw(rng: random.Random) -> Counts:
    (det, pas), score = USUAL, rng.random()
    return Counts(score < det, det <= score < det + pas, score >= det + pas)


def first_alert(per_week: float, shares: tuple[float, float], run: int) -> tuple[int, Direction] | None:
    """The day of the year (1 the first) of the first alert of one simulated year, and which way it went."""
    rng = random.Random(SEED + run)
    past = Past(days(rng, per_week, USUAL, HISTORY) + days(rng, per_week, shares, YEAR))
    for day in range(HISTORY, HISTORY + YEAR):
        found = told(past, day)
        if found:
            return day - HISTORY + 1, found.direction
    return None


def told(past: Past, day: int) -> Finding | None:
    """What would be mailed on that day. The task reads the last DAYS of a score; the look sees no more of them here."""
    found = look(past, day, Thresholds(streams=1))
    return found if found and found.level is Level.ALARM else None


def days(rng: random.Random, per_week: float, shares: Sequence[float], number: int) -> list[Counts]:
    """So many days of answers."""
    det, pas = shares
    drawn = []
    for _ in range(number):
        scores = [rng.random() for _ in range(_poisson(rng, per_week / 7))]
        low = sum(score < det for score in scores)
        middle = sum(det <= score < det + pas for score in scores)
        drawn.append(Counts(low, middle, len(scores) - low - middle))
    return drawn


def _poisson(rng: random.Random, mean: float) -> int:
    """Knuth's way; the means here are small."""
    limit, product, number = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        number += 1
    return number
