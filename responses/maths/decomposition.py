"""Why the NPS changed: other customers answered (mix), or the same kinds answered differently (rate)."""

from collections.abc import Mapping
from dataclasses import dataclass

from responses.maths.score import Counts, nps

NOTHING = Counts(0, 0, 0)


@dataclass(frozen=True, slots=True)
class SegmentPart:
    """One segment: share of the answers (0 to 1) and NPS in both periods, and its two effects in points.

    An NPS is None in a period without answers of the segment.
    """

    share_before: float
    share_after: float
    nps_before: float | None
    nps_after: float | None
    mix: float
    rate: float


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The change of the NPS in points; mix + rate = change, exactly."""

    before: float
    after: float
    change: float
    mix: float
    rate: float
    segments: dict[str, SegmentPart]


def mix_and_rate(before: Mapping[str, Counts], after: Mapping[str, Counts]) -> Decomposition | None:
    """Split the change between two periods, or return None where one of them has no answers.

    Kitagawa 1955, symmetric: mix = (w1 - w0)((s0 + s1)/2 - (N0 + N1)/2), rate = (s1 - s0)(w0 + w1)/2. A
    segment that is missing in one period borrows its NPS from the other, so all of its effect is mix.
    """
    all_before, all_after = sum(before.values(), NOTHING), sum(after.values(), NOTHING)
    start, end = nps(all_before), nps(all_after)
    if start is None or end is None:
        return None
    parts = {}
    for name in dict.fromkeys([*before, *after]):
        first, second = before.get(name, NOTHING), after.get(name, NOTHING)
        if first.n or second.n:
            parts[name] = _part(first, second, all_before.n, all_after.n, (start + end) / 2)
    mix = sum(part.mix for part in parts.values())
    rate = sum(part.rate for part in parts.values())
    return Decomposition(start, end, end - start, mix, rate, parts)


def _part(first: Counts, second: Counts, n_before: float, n_after: float, average: float) -> SegmentPart:
    share_before, share_after = first.n / n_before, second.n / n_after
    nps_before, nps_after = nps(first), nps(second)
    known = [points for points in (nps_before, nps_after) if points is not None]
    middle = sum(known) / len(known)
    step = known[-1] - known[0]
    return SegmentPart(
        share_before=share_before,
        share_after=share_after,
        nps_before=nps_before,
        nps_after=nps_after,
        mix=(share_after - share_before) * (middle - average),
        rate=step * (share_before + share_after) / 2,
    )
