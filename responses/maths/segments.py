"""Segments against everybody else, and each against each, with the number of comparisons counted in."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from responses.maths import compare
from responses.maths.interval import Interval, score_interval
from responses.maths.multiplicity import benjamini_hochberg, holm
from responses.maths.score import Counts, nps

NOTHING = Counts(0, 0, 0)


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """One segment: its NPS with interval, and its difference from the rest with the three p-values.

    Everything but the counts is None without answers; the difference also where there is no rest.
    """

    counts: Counts
    nps: float | None
    interval: Interval | None
    difference: compare.Difference | None
    p_holm: float | None
    p_bh: float | None


@dataclass(frozen=True, slots=True)
class PairScore:
    """The difference of two segments (second minus first) and its p-value adjusted by Holm."""

    difference: compare.Difference
    p_holm: float


def together(segments: Mapping[str, Counts]) -> Counts:
    """Return the counts of all segments added up."""
    return sum(segments.values(), NOTHING)


def against_rest(segments: Mapping[str, Counts], confidence: float = 0.95) -> dict[str, SegmentScore]:
    """Compare each segment with everybody who is not in it.

    Not with the total that contains it: seg - total = (1 - w)(seg - rest) hides the difference.
    """
    total = together(segments)
    found = {
        name: compare.difference(total.without(counts), counts, confidence)
        for name, counts in segments.items()
    }
    tested = {name: difference.p for name, difference in found.items() if difference is not None}
    by_holm = dict(zip(tested, holm(list(tested.values())), strict=True))
    by_bh = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    return {
        name: SegmentScore(
            counts=counts,
            nps=nps(counts),
            interval=score_interval(counts, confidence),
            difference=found[name],
            p_holm=by_holm.get(name),
            p_bh=by_bh.get(name),
        )
        for name, counts in segments.items()
    }


def pairs(segments: Mapping[str, Counts], confidence: float = 0.95) -> dict[tuple[str, str], PairScore]:
    """Compare each segment with each other one; segments without answers are left out."""
    found: dict[tuple[str, str], compare.Difference] = {}
    for first, second in combinations(segments, 2):
        difference = compare.difference(segments[first], segments[second], confidence)
        if difference is not None:
            found[first, second] = difference
    adjusted = holm([difference.p for difference in found.values()])
    return {
        pair: PairScore(difference, p) for (pair, difference), p in zip(found.items(), adjusted, strict=True)
    }
