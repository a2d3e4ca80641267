"""Whether customers with higher scores spend more, by ranks, which a few large orders cannot lead."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from responses.maths import sane
from responses.maths.interval import Interval
from responses.maths.normal import two_sided_p, z_of


@dataclass(frozen=True, slots=True)
class RankCorrelation:
    """Spearman's rho with its interval (None below four pairs) and Kendall's tau-b, all -1 to 1."""

    n: int
    spearman: float
    interval: Interval | None
    kendall_tau_b: float


def of(scores: Sequence[float], amounts: Sequence[float], confidence: float = 0.95) -> RankCorrelation | None:
    """Correlate pairs by rank, or return None with fewer than two or where one side is all the same.

    Raises ValueError where the two lists do not match or hold what is not finite.
    """
    if len(scores) != len(amounts):
        raise ValueError(f"{len(scores)} scores do not fit {len(amounts)} amounts")
    sane.all_finite("scores", scores)
    sane.all_finite("amounts", amounts)
    if len(set(scores)) < 2 or len(set(amounts)) < 2:
        return None
    rho = _pearson(average_ranks(scores), average_ranks(amounts))
    interval = bonett_wright(rho, len(scores), confidence)
    return RankCorrelation(len(scores), rho, interval, _tau_b(scores, amounts))


def average_ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value from 1, equal values sharing the mean of theirs."""
    ranks: dict[float, float] = {}
    before = 0
    for value, count in sorted(Counter(values).items()):
        ranks[value] = before + (count + 1) / 2
        before += count
    return [ranks[value] for value in values]


def _pearson(x: Sequence[float], y: Sequence[float]) -> float:
    mean_x, mean_y = math.fsum(x) / len(x), math.fsum(y) / len(y)
    both = math.fsum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    spread_x = math.fsum((a - mean_x) ** 2 for a in x)
    spread_y = math.fsum((b - mean_y) ** 2 for b in y)
    return max(-1.0, min(1.0, both / math.sqrt(spread_x * spread_y)))


def bonett_wright(rho: float, n: int, confidence: float = 0.95) -> Interval | None:
    """Return tanh(atanh(rho) -/+ z sqrt((1 + rho^2/2) / (n - 3))), None below 4 (Bonett, Wright 2000)."""
    z = z_of(confidence)
    sane.not_negative(n=n)
    if not -1 <= rho <= 1:
        raise ValueError(f"rho lies between -1 and 1, not {rho!r}")
    if n < 4:
        return None
    if abs(rho) >= 1:
        return Interval(rho, rho)
    half = z * math.sqrt((1 + rho * rho / 2) / (n - 3))
    return Interval(math.tanh(math.atanh(rho) - half), math.tanh(math.atanh(rho) + half))


def p_value(found: RankCorrelation) -> float | None:
    """Return the p-value at which Bonett and Wright's interval touches 0, or None below four pairs."""
    if found.n < 4:
        return None
    if abs(found.spearman) >= 1:
        return 0.0
    error = math.sqrt((1 + found.spearman**2 / 2) / (found.n - 3))
    return two_sided_p(math.atanh(found.spearman) / error)


def _tau_b(x: Sequence[float], y: Sequence[float]) -> float:
    """Return (concordant - discordant) / sqrt((pairs - ties in x)(pairs - ties in y)) (Kendall 1945)."""
    # Scores have eleven values, so comparing their groups by bisection is quick for any number of rows.
    if len(set(x)) > len(set(y)):
        x, y = y, x
    groups: dict[float, list[float]] = {}
    for a, b in sorted(zip(x, y, strict=True)):
        groups.setdefault(a, []).append(b)
    surplus = 0
    for lower, upper in combinations(groups.values(), 2):
        surplus += sum(len(upper) - bisect_right(upper, b) - bisect_left(upper, b) for b in lower)
    pairs = len(x) * (len(x) - 1) / 2
    tied_x, tied_y = (sum(n * (n - 1) / 2 for n in Counter(side).values()) for side in (x, y))
    return surplus / math.sqrt((pairs - tied_x) * (pairs - tied_y))
