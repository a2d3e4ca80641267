"""The groups of one property: how they stand against the rest, and what they did to the change of the score."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.queries.against_rest import Group, Verdict, explored
from reports.rules.few_answers import SCORE_FROM
from responses.maths.decomposition import Decomposition, SegmentPart, mix_and_rate
from responses.maths.score import Counts, round_half_away, shown
from responses.maths.segments import together
from responses.queries.histogram import eleven_counts, eleven_counts_by_property
from responses.queries.slice import Slice


@dataclass(frozen=True)
class Mover:
    """One group: its share of the answers in per cent and its score, before and after, and its two effects.

    A group with too few answers has its effects, which add up to the change, and no score of its own.
    """

    name: str
    percent_before: int
    percent_after: int
    before: int | None
    after: int | None
    mix: int
    rate: int


@dataclass(frozen=True)
class Moved:
    """The change of the score in points, of which `mix` because others answered and `rate` because otherwise.

    `against_all`: every group with enough answers moved one way and the whole the other ("up", "down" or "").
    """

    before: int
    after: int
    change: int
    mix: int
    rate: int
    against_all: str
    movers: list[Mover]


@dataclass(frozen=True)
class SegmentsPage:
    groups: list[Group]
    judged: int  # how many were compared
    without: int  # answers that do not have the property
    moved: Moved | None

    @property
    def different(self) -> list[Group]:
        """Those that are proven to differ from the rest."""
        return [group for group in self.groups if group.verdict in {Verdict.HIGHER, Verdict.LOWER}]


def segments_page(slice_: Slice, by: str) -> SegmentsPage:
    """Everything the page shows."""
    now = _counts(slice_, by)
    preceding = slice_.preceding()
    groups = explored(now)
    named = sum(counts.n for counts in now.values())
    return SegmentsPage(
        groups=groups,
        judged=sum(group.verdict is not Verdict.SMALL for group in groups),
        without=max(0, int(sum(eleven_counts(slice_)) - named)),
        moved=moved(_counts(preceding, by), now) if preceding else None,
    )


def _counts(slice_: Slice, by: str) -> dict[str, Counts]:
    groups = eleven_counts_by_property(slice_, by)
    return {name: Counts.from_histogram(eleven) for name, eleven in groups.items() if sum(eleven)}


def moved(before: Mapping[str, Counts], after: Mapping[str, Counts]) -> Moved | None:
    """The change between two windows, taken apart; None where one of them has too few answers for a score."""
    if min(sum(counts.n for counts in window.values()) for window in (before, after)) < SCORE_FROM:
        return None
    found = mix_and_rate(before, after)
    if found is None:
        return None
    start, end = _score(before), _score(after)
    # What is left over by rounding goes to the larger effect, so that the parts add up to what is shown.
    change, mix, rate = end - start, round_half_away(found.mix), round_half_away(found.rate)
    left = change - mix - rate
    if abs(found.mix) >= abs(found.rate):
        mix += left
    else:
        rate += left
    movers = [
        _mover(name, part, _has_score(before.get(name)), _has_score(after.get(name)))
        for name, part in found.segments.items()
    ]
    return Moved(
        before=start,
        after=end,
        change=change,
        mix=mix,
        rate=rate,
        against_all=_against_all(found, before, after),
        movers=sorted(movers, key=lambda one: (-abs(one.mix + one.rate), one.name)),
    )


def _score(groups: Mapping[str, Counts]) -> int:
    """As the overview shows it."""
    whole = shown(together(groups))
    return whole.score if whole else 0


def _has_score(counts: Counts | None) -> bool:
    return counts is not None and counts.n >= SCORE_FROM


def _mover(name: str, part: SegmentPart, scored_before: bool, scored_after: bool) -> Mover:
    return Mover(
        name=name,
        percent_before=round_half_away(100 * part.share_before),
        percent_after=round_half_away(100 * part.share_after),
        before=round_half_away(part.nps_before) if scored_before and part.nps_before is not None else None,
        after=round_half_away(part.nps_after) if scored_after and part.nps_after is not None else None,
        mix=round_half_away(part.mix),
        rate=round_half_away(part.rate),
    )


def _against_all(found: Decomposition, before: Mapping[str, Counts], after: Mapping[str, Counts]) -> str:
    steps = [
        part.nps_after - part.nps_before
        for name, part in found.segments.items()
        if part.nps_before is not None
        and part.nps_after is not None
        and min(before[name].n, after[name].n) >= SCORE_FROM
    ]
    if len(steps) < 2:
        return ""
    if found.change < 0 and min(steps) > 0:
        return "up"
    return "down" if found.change > 0 and max(steps) < 0 else ""
