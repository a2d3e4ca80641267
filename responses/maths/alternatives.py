"""Intervals that are not shown, kept so that anybody can see why: how they differ from the score interval.

docs/STATISTICS.md has their coverage. Wald, t and bootstrap promise 95 % and keep as little as 26 %.
"""

import math
from collections.abc import Callable
from functools import lru_cache

from responses.maths import mover
from responses.maths.beta import incomplete_beta
from responses.maths.interval import Interval, wilson_z
from responses.maths.normal import z_of
from responses.maths.roots import find_root
from responses.maths.score import Counts, variance
from responses.maths.student import t_of

JEFFREYS = 0.5
NODES = 120


def wald(counts: Counts, confidence: float = 0.95) -> Interval | None:
    """Return e -/+ z sqrt(V/n) in points, not clipped; None without answers."""
    return _around(counts, z_of(confidence), 0)


def t_mean(counts: Counts, confidence: float = 0.95) -> Interval | None:
    """Return the t interval of the mean of -1, 0 and 1 in points, not clipped; None below two answers."""
    return None if counts.n <= 1 else _around(counts, t_of(confidence, counts.n - 1), 1)


def goodman(counts: Counts, confidence: float = 0.95) -> Interval | None:
    """Return e -/+ sqrt(chi-square, 2 degrees) sqrt(V/n) in points: for all contrasts, so too wide."""
    z_of(confidence)
    return _around(counts, math.sqrt(-2 * math.log1p(-confidence)), 0)


def _around(counts: Counts, reach: float, lost: int) -> Interval | None:
    spread = variance(counts)
    if spread is None:
        return None
    centre = counts.total / counts.n
    half = reach * math.sqrt(spread / (counts.n - lost))
    return Interval(100 * (centre - half), 100 * (centre + half))


def mover_wilson(counts: Counts, confidence: float = 0.95) -> Interval | None:
    """Return MOVER of the Wilson limits of the two shares in points (Newcombe 1998); None without answers."""
    n = counts.n
    if not n:
        return None
    z, pro, det = z_of(confidence), counts.pro / n, counts.det / n
    spread = pro * (1 - pro) * det * (1 - det)
    together = max(-1.0, -pro * det / math.sqrt(spread)) if spread > 0 else 0.0
    found = mover.difference(det, wilson_z(det, n, z), pro, wilson_z(pro, n, z), together)
    return Interval(100 * found.low, 100 * found.high)


def bootstrap_percentile(counts: Counts, confidence: float = 0.95) -> Interval | None:
    """Return the limits that infinitely many resamples would give, in points; None without answers.

    Resampled promoters minus detractors are trinomial: given m answers that are not passive, promoters are
    Binomial(m). Raises ValueError for counts that are not whole.
    """
    if not counts.n:
        return None
    if any(count != int(count) for count in (counts.det, counts.pas, counts.pro)):
        raise ValueError("only whole answers can be drawn again")
    z_of(confidence)
    n, tail = int(counts.n), (1 - confidence) / 2
    low = _trinomial_quantile(counts, tail, n)
    high = -_trinomial_quantile(Counts(counts.pro, counts.pas, counts.det), tail, n)
    return Interval(100 * low / n, 100 * high / n)


def _trinomial_quantile(counts: Counts, tail: float, n: int) -> int:
    """Return the smallest total with a probability of more than the tail at or below it."""
    active = (counts.det + counts.pro) / n
    likely = [(m, _binomial(m, n, active)) for m in range(n + 1)]
    likely = [(m, weight) for m, weight in likely if weight > 1e-12]
    winning = counts.pro / (counts.det + counts.pro) if active else 0.0

    def below(total: int) -> float:
        return sum(weight * _binomial_below((m + total) // 2, m, winning) for m, weight in likely)

    low, high = -n - 1, n
    while high - low > 1:
        middle = (low + high) // 2
        if below(middle) > tail:
            high = middle
        else:
            low = middle
    return high


def _binomial(k: int, n: int, p: float) -> float:
    if p in (0.0, 1.0):
        return float(k == n * p)
    choose = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(choose + k * math.log(p) + (n - k) * math.log1p(-p))


def _binomial_below(k: int, n: int, p: float) -> float:
    if k < 0:
        return 0.0
    return 1.0 if k >= n else incomplete_beta(1 - p, n - k, k + 1)


def bayes(counts: Counts, confidence: float = 0.95, prior: float = JEFFREYS) -> Interval | None:
    """Return the equal-tailed Bayes interval in points with a Dirichlet prior; None without answers.

    With s the share that is not passive and r the promoters among them, s ~ Beta(b+c+2a, q+a) and
    r ~ Beta(c+a, b+a) are independent and the score is s (2r - 1). Raises ValueError unless prior > 0.
    """
    if prior <= 0:
        raise ValueError("a prior has a positive weight")
    if not counts.n:
        return None
    tail = (1 - confidence) / 2
    z_of(confidence)
    low = _bayes_quantile(counts, prior, tail)
    high = -_bayes_quantile(Counts(counts.pro, counts.pas, counts.det), prior, tail)
    return Interval(100 * low, 100 * high)


def _bayes_quantile(counts: Counts, prior: float, tail: float) -> float:
    def rest(total: float) -> float:
        return tail - _posterior_below(total, counts, prior)

    return find_root(rest, plus=-1.0, minus=1.0, precision=1e-8)


def _posterior_below(total: float, counts: Counts, prior: float) -> float:
    """Return P(s (2r - 1) <= total): what is certain below |total| plus an integral over s above it."""
    a, b = counts.det + counts.pro + 2 * prior, counts.pas + prior
    floor = abs(total)
    certain = incomplete_beta(floor, a, b) if total > 0 else 0.0
    first, end = _bulk(a, b)
    start = max(floor, first)
    if start >= end:
        return certain
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)

    def density(s: float, above: float) -> float:
        rest = above + (1 - end)
        below = incomplete_beta((1 + total / s) / 2, counts.pro + prior, counts.det + prior)
        return below * math.exp(log_front + (a - 1) * math.log(s) + (b - 1) * math.log(rest))

    return certain + _integral(density, start, end)


@lru_cache(maxsize=64)
def _bulk(a: float, b: float) -> tuple[float, float]:
    """Return the range outside of which a Beta(a, b) value has no probability worth counting."""
    first = find_root(lambda s: 1e-12 - incomplete_beta(s, a, b), plus=0.0, minus=1.0, precision=1e-6)
    last = find_root(lambda s: 1e-12 - incomplete_beta(s, b, a), plus=0.0, minus=1.0, precision=1e-6)
    return max(0.0, first - 2e-6), min(1.0, 1 - last + 2e-6)


def _integral(function: Callable[[float, float], float], start: float, end: float) -> float:
    """Integrate over an open range by tanh-sinh nodes, which bear a function that is steep at its ends."""
    total, step, half = 0.0, 6.0 / NODES, (end - start) / 2
    for node in range(-NODES // 2, NODES // 2 + 1):
        angle = math.pi / 2 * math.sinh(node * step)
        if abs(angle) > 300:
            continue
        # Distances from both ends are computed apart: near an end their difference would be lost.
        to_start, to_end = 2 * half / (1 + math.exp(-2 * angle)), 2 * half / (1 + math.exp(2 * angle))
        weight = half * math.pi / 2 * math.cosh(node * step) / math.cosh(angle) ** 2
        if start + to_start > 0 and to_end > 0:
            total += weight * function(start + to_start, to_end)
    return total * step
