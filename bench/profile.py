"""Where the processor time of a piece of work goes: by part, and the functions that took most of it."""

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from bench.table import Figure
from nps_app.embedded.paths import CHECKOUT

ROOMS = ("accounts", "contacts", "delivery", "surveys", "nps_app")
TOP = 10
Function = tuple[str, int, str]


def profile(work: Callable[[], Any]) -> list[Figure]:
    """Do the work under Python's profiler, print its top functions, return the share of each part."""
    profiler = cProfile.Profile(time.process_time)
    profiler.runcall(work)
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    own: dict[Function, float] = {function: numbers[2] for function, numbers in stats.items()}
    whole = sum(own.values())
    print("\ntop functions, by their own processor time")
    for function in sorted(own, key=lambda name: -own[name])[:TOP]:
        print(f"  {own[function] / whole:>6.1%}  {stats[function][1]:>8} calls  {_shown(function)}")
    parts: Counter[str] = Counter()
    for function, seconds in own.items():
        parts[_part(function)] += seconds
    return [
        Figure(f"of its processor time: {part}", seconds / whole * 100, "%")
        for part, seconds in parts.most_common()
    ]


def _part(function: Function) -> str:
    file, _, name = function
    if "psycopg2" in file + name:
        return "talking to PostgreSQL"
    if "/django/db/" in file:
        return "Django's ORM, making queries"
    if "smtplib" in file or "socket" in file + name:
        return "talking to the mail server"
    if file.startswith(tuple(f"{CHECKOUT}/{room}/" for room in ROOMS)):
        return "our own code"
    return "the rest of Python and Django"


def _shown(function: Function) -> str:
    file, line, name = function
    short = file.removeprefix(f"{CHECKOUT}/").rpartition("site-packages/")[2].rpartition("/lib/")[2]
    return name if file == "~" else f"{short}:{line} {name}"
