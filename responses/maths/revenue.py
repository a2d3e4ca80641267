"""What customers of a category spend, with an interval that bears many zeros and a few large orders."""

import math
import random  # noqa: TID251 - draws resamples, not secrets
import statistics
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from responses.maths import sane
from responses.maths.interval import Interval
from responses.maths.normal import z_of
from responses.maths.student import t_of

SMALLEST_GROUP = 30
FEWEST_BUYERS = 15
# Above this the resamples take seconds and change nothing: the mean of so many is normal.
LARGE_GROUP = 5000
RESAMPLES = 2000
SEED = 20_240_229
TOP_SHARE = 0.1
# So small a part of the squares is what rounding leaves of no spread at all.
NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Spending:
    """Money of one group: amounts in the currency given, shares 0 to 1.

    `interval` is the studentised bootstrap and the one to show: None below 30 customers or 15 buyers.
    """

    n: int
    buyers: int
    mean: float
    median_of_buyers: float | None
    total: float
    share_of_revenue: float | None
    share_from_top: float | None
    t_interval: Interval | None
    interval: Interval | None


def by_category(spending: Mapping[str, Sequence[float]], confidence: float = 0.95) -> dict[str, Spending]:
    """Describe what every group spent, one amount a customer and 0 for none; empty groups are left out.

    Raises ValueError for an amount that is negative or not finite.
    """
    for amounts in spending.values():
        sane.none_negative("amounts", amounts)
    everything = sum(math.fsum(amounts) for amounts in spending.values())
    return {name: _describe(amounts, everything, confidence) for name, amounts in spending.items() if amounts}


def _describe(amounts: Sequence[float], everything: float, confidence: float) -> Spending:
    total, n = math.fsum(amounts), len(amounts)
    buyers = [amount for amount in amounts if amount > 0]
    enough = n >= SMALLEST_GROUP and len(buyers) >= FEWEST_BUYERS
    return Spending(
        n=n,
        buyers=len(buyers),
        mean=total / n,
        median_of_buyers=statistics.median(buyers) if buyers else None,
        total=total,
        share_of_revenue=total / everything if everything else None,
        share_from_top=share_from_top(amounts),
        t_interval=t_interval(amounts, confidence),
        interval=bootstrap_t(amounts, confidence) if enough else None,
    )


def share_from_top(amounts: Sequence[float], top: float = TOP_SHARE) -> float | None:
    """Return the share of the money from the top 10 % of all customers; None where there is none.

    Raises ValueError unless 0 < top <= 1, or for an amount that is negative or not finite.
    """
    sane.none_negative("amounts", amounts)
    if not 0 < top <= 1:
        raise ValueError(f"top is a share above 0, not {top!r}")
    total = math.fsum(amounts)
    if not total:
        return None
    few = max(1, math.ceil(round(len(amounts) * top, 9)))
    return math.fsum(sorted(amounts, reverse=True)[:few]) / total


def t_interval(amounts: Sequence[float], confidence: float = 0.95) -> Interval | None:
    """Return mean -/+ t s / sqrt(n), None below two. Only to compare: it covers 83-93 %, not 95 %.

    Raises ValueError for an amount that is not finite.
    """
    sane.all_finite("amounts", amounts)
    if len(amounts) < 2:
        return None
    mean = math.fsum(amounts) / len(amounts)
    half = t_of(confidence, len(amounts) - 1) * statistics.stdev(amounts) / math.sqrt(len(amounts))
    return Interval(mean - half, mean + half)


def bootstrap_t(
    amounts: Sequence[float], confidence: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval | None:
    """Return the studentised bootstrap interval of the mean (Efron); None below two or where all are equal.

    Each resample gives t* = (mean* - mean) / se*; the limits are mean - t*_hi se and mean - t*_lo se, the lower
    one at least 0. The seed is fixed, so that the same customers always show the same interval. None, too, where
    so many spent the same that resamples without any spread reach into the tails. Above 5000 customers the t
    interval. Raises ValueError for an amount that is negative or not finite, or without resamples.
    """
    z_of(confidence)
    sane.none_negative("amounts", amounts)
    sane.above_zero(resamples=resamples)
    n = len(amounts)
    if n < 2 or min(amounts) == max(amounts):
        return None
    if n > LARGE_GROUP:
        return _not_below_zero(t_interval(amounts, confidence))
    mean, error = math.fsum(amounts) / n, statistics.stdev(amounts) / math.sqrt(n)
    drawn = _resampled(amounts, mean, random.Random(seed))  # noqa: S311 - likewise
    found = sorted(_studentised(*next(drawn), n) for _ in range(resamples))
    tail = (1 - confidence) / 2
    most, least = _quantile(found, 1 - tail), _quantile(found, tail)
    if not (math.isfinite(most) and math.isfinite(least)):
        return None
    return _not_below_zero(Interval(mean - most * error, mean - least * error))


def _not_below_zero(interval: Interval | None) -> Interval | None:
    return Interval(max(0.0, interval.low), interval.high) if interval else None


def _studentised(total: float, squares: float, n: int) -> float:
    """Return t* from the sums of what was drawn, less the mean, and of its squares."""
    spread = squares - total * total / n
    if spread <= NOTHING * squares:
        return math.copysign(math.inf, total)  # all drawn alike
    return total / n / math.sqrt(spread / (n - 1) / n)


def _resampled(amounts: Sequence[float], mean: float, source: random.Random) -> Iterator[tuple[float, float]]:
    """Give the sum and the sum of squares of one resample after the other, each amount less the mean.

    Zeros need not be drawn one by one: how many of the n drawn customers bought is binomial, and only these
    are drawn from the buyers. An amount and its square go as one complex number, so that one sum gives both.
    """
    n = len(amounts)
    # In one order, or the same customers would show another interval as often as they were read.
    apart = [amount - mean for amount in sorted(amounts) if amount]
    buyers = [complex(far, far * far) for far in apart]
    nothing = complex(-mean, mean * mean)
    counts = list(accumulate(_binomial(n, len(buyers) / n)))
    while True:
        drawn = n if len(buyers) == n else bisect(counts, source.random() * counts[-1])
        both = sum(source.choices(buyers, k=drawn), (n - drawn) * nothing)
        yield both.real, both.imag


def _binomial(n: int, share: float) -> Iterator[float]:
    """Give the probabilities of 0 to n hits, 0 < share < 1; through logarithms, as n may be in the thousands."""
    if share >= 1:
        return
    hit, miss, whole = math.log(share), math.log(1 - share), math.lgamma(n + 1)
    for hits in range(n + 1):
        ways = whole - math.lgamma(hits + 1) - math.lgamma(n - hits + 1)
        yield math.exp(ways + hits * hit + (n - hits) * miss)


def _quantile(ordered: Sequence[float], probability: float) -> float:
    """Return the quantile of sorted values with linear interpolation (R type 7)."""
    place = (len(ordered) - 1) * probability
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
