"""Visitors at a web server: processes that ask as many at a time as there are clients."""

import http.client
import multiprocessing
import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

CLIENTS = 4
PLAIN = {"Accept-Language": "es-CO,es;q=0.9"}
FORM = PLAIN | {"Content-Type": "application/x-www-form-urlencoded"}


class Visitor:
    """Somebody's browser: a connection of its own for every request, as each customer comes from another phone."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(self, path: str, body: str = "", *, expect: int = 200) -> None:
        """GET, or POST with a body; raises RuntimeError on another status."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("POST" if body else "GET", path, body or None, FORM if body else PLAIN)
            response = connection.getresponse()
            response.read()
        finally:
            connection.close()
        if response.status != expect:
            raise RuntimeError(f"{path} was answered with {response.status}")


@dataclass(frozen=True)
class Rate:
    """What the clients got together: visits a second, and milliseconds of each."""

    per_second: float
    milliseconds: Sequence[float]
    busy: float  # milliseconds of processor time at the web server, a visit
    busy_everywhere: float  # and of web server, database and clients together

    def share(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


Visit = Callable[[Visitor, str], None]


def visits(port: int, visit: Visit, paths: Sequence[str], *, seconds: float, server: int) -> Rate:
    """Let the clients visit until the time is up, or until their share of the paths is used up."""
    shares = [paths[number::CLIENTS] for number in range(CLIENTS)]
    before, before_everywhere = busy_seconds(server), busy_seconds(os.getpid())
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
        found = pool.starmap(_client, [(port, visit, share, seconds) for share in shares])
    spent, everywhere = busy_seconds(server) - before, busy_seconds(os.getpid()) - before_everywhere
    times = [time for _, client in found for time in client]
    return Rate(
        sum(len(client) / lasted for lasted, client in found),
        times,
        1000 * spent / len(times),
        1000 * everywhere / len(times),
    )


def _client(port: int, visit: Visit, paths: Iterable[str], seconds: float) -> tuple[float, list[float]]:
    visitor, times = Visitor(port), []
    began = now = time.perf_counter()
    for path in paths:
        visit(visitor, path)
        later = time.perf_counter()
        times.append(1000 * (later - now))
        now = later
        if now - began > seconds:
            break
    return now - began, times


def endless(paths: Sequence[str], visits: int) -> list[str]:
    """The paths again and again."""
    return [path for path, _ in zip(cycle(paths), range(visits), strict=False)]


def busy_seconds(pid: int) -> float:
    """Processor time of a process and its children so far, those that have ended included."""
    total, waiting = 0, [pid]
    for parent in waiting:
        try:
            fields = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()
            waiting += [
                int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
            ]
        except OSError:
            continue
        total += sum(int(field) for field in fields[11:15])
    return total / os.sysconf("SC_CLK_TCK")


def middle(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)
